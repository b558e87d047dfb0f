import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { turnSchema } from '@/lib/contracts/call';
import type { VoiceModelEvent } from '@/realtime-server/ports/voice-model';
import { makeCall, sound } from '../../support/make-call';

const responseId = fc.constantFrom('r1', 'r2', 'r3');
const itemId = fc.constantFrom('i1', 'i2', 'i3', 'foyer_greeting_1');
const part = { responseId, itemId };
const words = fc.string({ maxLength: 40 });

const modelEvent: fc.Arbitrary<VoiceModelEvent> = fc.oneof(
  fc.record({ type: fc.constant('ready' as const) }),
  fc.record({ type: fc.constant('response_started' as const), responseId, requestId: fc.constant(null) }),
  fc.record({ type: fc.constant('message_started' as const), ...part }),
  fc.record({
    type: fc.constant('audio' as const),
    ...part,
    payload: fc.constantFrom(sound(20), sound(500), Buffer.from(''), Buffer.from('=')),
  }),
  fc.record({ type: fc.constant('audio_done' as const), ...part }),
  fc.record({ type: fc.constant('agent_words' as const), ...part, delta: words }),
  fc.record({ type: fc.constant('agent_words_done' as const), ...part, text: words }),
  fc.record({ type: fc.constant('text_instead_of_audio' as const), ...part }),
  fc.record({
    type: fc.constant('tool_called' as const),
    ...part,
    toolCallId: fc.constantFrom('c1', 'c2', 'c3'),
    name: fc.constantFrom('end_call', 'take_message', 'transfer_call', '__proto__', ''),
    argumentsJson: fc.oneof(fc.json(), words, fc.constant('{"reason":"caller_done"}')),
  }),
  fc.record({
    type: fc.constant('response_ended' as const),
    responseId,
    status: fc.constantFrom('completed' as const, 'cancelled' as const, 'failed' as const, 'incomplete' as const),
    reason: fc.constantFrom(null, 'server_error', 'turn_detected'),
    usage: fc.constant(null),
  }),
  fc.record({ type: fc.constant('caller_started' as const), itemId }),
  fc.record({ type: fc.constant('caller_stopped' as const), itemId }),
  fc.record({ type: fc.constant('caller_committed' as const), itemId }),
  fc.record({ type: fc.constant('caller_words_done' as const), itemId, text: words, usage: fc.constant(null) }),
  fc.record({
    type: fc.constant('trouble' as const),
    kind: fc.constantFrom(
      'benign' as const,
      'ours' as const,
      'already_responding' as const,
      'nothing_to_cancel' as const,
    ),
    code: fc.constant(null),
    param: fc.constant(null),
    requestId: fc.constantFrom(null, 'foyer_ask_2', 'foyer_ask_3'),
  }),
);

type Step = { model: VoiceModelEvent } | { play: number } | { wait: number } | { key: string } | { text: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ model: modelEvent }) },
  { weight: 2, arbitrary: fc.record({ play: fc.integer({ min: 0, max: 2000 }) }) },
  { weight: 2, arbitrary: fc.record({ wait: fc.integer({ min: 0, max: 5000 }) }) },
  { weight: 1, arbitrary: fc.record({ key: fc.constantFrom('1', '#', 'x') }) },
  { weight: 1, arbitrary: fc.record({ text: words }) },
);

describe('a model that says anything in any order', () => {
  it('breaks nothing: the call ends once, its turns are sound, no timer is left, no message comes of nonsense', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.boolean(), async (steps, hasClip) => {
        const call = makeCall({ clipMs: hasClip ? 1000 : 0 });

        for (const one of steps) {
          if ('model' in one) call.model.report(one.model);
          else if ('play' in one) call.carrier.play(one.play);
          else if ('wait' in one) call.clock.advance(one.wait);
          else if ('key' in one) call.session.onDigit(one.key);
          else call.session.onText(one.text);
          await Promise.resolve();
        }
        const end = call.session.end('caller_hung_up');
        for (let i = 0; i < 200; i++) {
          call.clock.advance(50);
          await Promise.resolve();
        }
        await end;

        const turns = call.record.turns();
        expect(call.record.ends).toHaveLength(1);
        expect(call.record.ends[0]?.reason).not.toBe('error');
        expect(turns.map((turn) => turnSchema.safeParse(turn).success)).not.toContain(false);
        expect(turns.every(({ final }) => final)).toBe(true);
        expect(turns.map(({ sequence }) => sequence)).toEqual(turns.map((_, index) => index + 1));
        expect(call.record.messages).toEqual([]);
        expect(call.clock.pendingTimers()).toBe(0);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
