import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Turn } from '@/lib/contracts/call';
import { systemClock } from '@/lib/platform/clock';
import { type CallStarter, makeCallStarter } from '@/realtime-server/session/call-starter';
import { makeFakeCarrier } from '../../support/fake-carrier';
import { makeFakeStore, makeSetup, silentLog } from '../../support/make-call';
import { apiKey, openPracticeHouse, type PracticeHouse } from '../practice/practice-house';

let house: PracticeHouse;
let starter: CallStarter;

beforeAll(async () => {
  house = await openPracticeHouse();
  const account = { apiKey, baseUrl: `${house.url}/v1` };
  starter = makeCallStarter({ account, dataDir: house.dataDir, clock: systemClock, log: silentLog });
}, 30_000);
afterAll(() => house.close());

const greeting = 'Thank you for calling Bright Smile Dental. This is Alex. How can I help you?';

/** A call over the real adapter and the practice model, on a line that plays eight times as fast as a telephone. */
function placeCall() {
  const record = makeFakeStore();
  const ended = Promise.withResolvers<void>();
  const finals: Turn[] = [];
  const waiters = new Set<() => void>();
  const carrier = makeFakeCarrier((name) => session.onMark(name));
  const setup = makeSetup();
  starter.onAdmitted(setup);
  const session = starter.startCall({
    ...{ setup, carrier, store: record.store, clock: systemClock, log: silentLog },
    onEnded: () => ended.resolve(),
  });
  const playing = setInterval(() => carrier.play(160), 20);
  session.onTurn((turn) => {
    if (!turn.final) return;
    finals.push(turn);
    for (const waiter of waiters) waiter();
  });

  return {
    ...{ session, record, carrier, ended: ended.promise },
    stop: () => clearInterval(playing),
    /** The next finished turn of the agent that matches. */
    agentSaid(words: RegExp): Promise<Turn> {
      return new Promise((resolve) => {
        const look = () => {
          const found = finals.find(({ speaker, text }) => speaker === 'agent' && words.test(text));
          if (found) resolve(found);
        };
        waiters.add(look);
        look();
      });
    },
  };
}

describe('a call with the practice model', () => {
  it('greets in the exact words, answers from the facts, takes a message and hangs up after goodbye', async () => {
    const call = placeCall();
    await call.agentSaid(/How can I help/);

    call.session.onText('Are you open on Saturday?');
    await call.agentSaid(/Saturday/);
    call.session.onText('Please take a message. My name is Ada.');
    await call.agentSaid(/What is the message/);
    call.session.onText('Tell them to call me back about my crown.');
    await call.agentSaid(/passed on your message/);
    call.session.onText('Goodbye.');
    await call.ended;
    call.stop();

    const turns = call.record.turns();
    expect(turns[0]).toMatchObject({ speaker: 'agent', text: greeting, final: true });
    expect(turns.every(({ final }) => final)).toBe(true);
    expect(turns.map(({ sequence }) => sequence)).toEqual(turns.map((_, index) => index + 1));
    expect(call.record.messages).toMatchObject([[expect.any(String), { caller_name: 'Ada' }]]);
    expect(call.record.ends).toEqual([{ reason: 'agent_ended', outcome: 'message_taken' }]);
    expect(call.carrier.did().at(-1)).toEqual(['hangUp']);
  }, 60_000);

  it('plays the greeting’s clip at once the next time, and lets the caller cut in', async () => {
    const call = placeCall();
    expect(call.record.firstAudioMs[0]).toBeLessThan(100);
    await call.agentSaid(/How can I help/);

    call.session.onText('What are your opening hours?');
    await new Promise<void>((resolve) => call.session.onTurn((turn) => turn.sequence >= 3 && resolve()));
    call.session.onText('Stop, thank you.');
    call.session.onClosed('caller_hung_up');
    await call.ended;
    call.stop();

    expect(call.record.turns()[2]).toMatchObject({ speaker: 'agent', interrupted: true, final: true });
    expect(call.record.ends).toEqual([{ reason: 'caller_hung_up', outcome: 'answered' }]);
  }, 60_000);
});
