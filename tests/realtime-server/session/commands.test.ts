import { describe, expect, it } from 'vitest';
import type { CallCommand } from '@/lib/contracts/command';
import { answer, makeCall } from '../../support/make-call';

const command = (kind: CallCommand['kind'], text = ''): CallCommand => ({
  ...{ id: '00000000-0000-4000-8000-00000000c0de', callId: '00000000-0000-4000-8000-00000000ca11', kind, text },
});
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the team ends a call', () => {
  it('by a goodbye that is heard to its last word before the line closes', async () => {
    const { session, model, carrier, record } = makeCall({ clipMs: 400 });
    expect(await session.obey(command('end'))).toEqual({ result: 'done', detail: '' });
    expect(model.asked.at(-1)).toMatchObject({
      instructions: expect.stringMatching(/asked you to end this call/),
      mayUseTools: false,
    });

    answer(model, 'bye', { ms: 800, words: 'I have to end the call here. Goodbye.' });
    carrier.play(700);
    await settle();
    expect(record.ends).toEqual([]);
    carrier.playAll();
    await settle();

    expect(record.ends).toMatchObject([{ reason: 'team_ended', outcome: 'answered' }]);
    expect(carrier.did()).toContainEqual(['hangUp']);
  });

  it('even when the model says no goodbye', async () => {
    const { session, carrier, clock, record } = makeCall();
    await session.obey(command('end'));

    clock.advance(8_000);
    carrier.playAll();
    await settle();

    expect(record.ends).toMatchObject([{ reason: 'team_ended' }]);
  });

  it('once, however often it is asked', async () => {
    const { session, model } = makeCall();
    await session.obey(command('end'));
    const asked = model.asked.length;

    expect(await session.obey(command('end'))).toEqual({ result: 'done', detail: 'The call is ending already.' });
    expect(model.asked).toHaveLength(asked);
  });
});

describe('a note of the team', () => {
  it('is known to the agent, marked as what it is, and stands in the transcript', async () => {
    const { session, model, record } = makeCall();
    model.took();

    await session.obey(command('note', 'Dr. Chen is "free" at four.'));

    const [[did, role, text] = []] = model.took();
    expect([did, role]).toEqual(['addItem', 'system']);
    expect(text).toMatch(/note from the team.*Dr\. Chen is 'free' at four\..*Never read it aloud/s);
    expect(record.turns().at(-1)).toMatchObject({
      speaker: 'system',
      text: 'Dr. Chen is "free" at four.',
      final: true,
    });
  });

  it('is told again to a session that takes over', async () => {
    const { session, model, models } = makeCall();
    await session.obey(command('note', 'Dr. Chen is free at four.'));

    model.report({ type: 'closed', kind: 'lost', code: 'gone' });
    models[1]?.report({ type: 'ready' });

    expect(models[1]?.took()).toContainEqual([
      ...['addItem', 'system', expect.stringMatching(/note from the team.*Dr\. Chen is free at four/s)],
    ]);
  });
});

it('answers what is asked too late: the call is over', async () => {
  const { session } = makeCall();
  session.onClosed('caller_hung_up');
  await session.end('caller_hung_up');

  for (const kind of ['end', 'note', 'transfer', 'take_over'] as const) {
    expect((await session.obey(command(kind, 'Dana'))).result).toBe('call_over');
  }
});
