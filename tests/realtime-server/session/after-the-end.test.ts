import { describe, expect, it } from 'vitest';
import { makeCall, sound } from '../../support/make-call';

describe('a call that is over, and waits for the last words of its model', () => {
  it('lets sound pass neither way', () => {
    const call = makeCall({ clipMs: 100 });
    call.carrier.playAll();
    call.model.report({ type: 'response_started', responseId: 'resp_a', requestId: null });
    call.model.report({ type: 'message_started', responseId: 'resp_a', itemId: 'item_a' });
    call.model.report({ type: 'audio', responseId: 'resp_a', itemId: 'item_a', payload: sound(20) });
    call.session.onAudio(sound(20));
    const before = [call.carrier.sentMs(), call.model.sound.length];

    void call.session.end('team_ended');
    call.model.report({ type: 'audio', responseId: 'resp_a', itemId: 'item_a', payload: sound(20) });
    call.session.onAudio(sound(20));

    expect(before).toEqual([120, 1]);
    expect(call.model.isClosed()).toBe(false);
    expect([call.carrier.sentMs(), call.model.sound.length]).toEqual(before);
  });
});

describe('a model that is gone for good, while the caller is told so', () => {
  it('orders nothing and says nothing: only what it had heard is written down', () => {
    const call = makeCall({ clipMs: 100, apologyMs: 2000 });
    call.carrier.playAll();
    call.model.report({ type: 'response_started', responseId: 'resp_a', requestId: null });
    call.model.report({ type: 'message_started', responseId: 'resp_a', itemId: 'item_a' });
    call.model.report({ type: 'audio', responseId: 'resp_a', itemId: 'item_a', payload: sound(2000) });
    call.model.report({ type: 'closed', kind: 'final', code: 'insufficient_quota' });
    const before = call.did.length;

    call.model.report({ type: 'caller_started', itemId: 'item_c' });
    call.model.report({ type: 'caller_words_done', itemId: 'item_c', text: 'Are you open?', usage: null });
    call.model.report({ type: 'agent_words_done', responseId: 'resp_a', itemId: 'item_a', text: 'Of course we are.' });
    const orders = call.did.slice(before);
    call.carrier.playAll();

    const words = call.record.turns().map(({ text }) => text);
    expect(call.models).toHaveLength(1);
    expect(orders).toEqual([]);
    expect(words).toContain('Are you open?');
    expect(words.join(' ')).not.toContain('Of course we are.');
  });
});

describe('a clock that is set in the middle of a call', () => {
  it.each([3_600_000, -3_600_000])('by %i ms makes the call neither longer nor shorter', async (shiftMs) => {
    const call = makeCall({ clipMs: 100 });
    call.carrier.playAll();
    call.clock.advance(42_000);
    const now = call.clock.now;
    call.clock.now = () => new Date(now().getTime() + shiftMs);

    call.session.onClosed('caller_hung_up');
    await expect.poll(call.hasEnded).toBe(true);

    const [answered, ended] = [call.record.answeredAt[0], call.record.endedAt[0]];
    expect(Number(ended) - Number(answered)).toBe(42_000);
  });
});
