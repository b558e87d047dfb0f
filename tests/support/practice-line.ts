import { z } from 'zod';
import type { Turn } from '@/lib/contracts/call';
import { systemClock } from '@/lib/platform/clock';
import type { CallSetup } from '@/realtime-server/ports/call-setup';
import { type CallStarter, makeCallStarter } from '@/realtime-server/session/call-starter';
import { apiKey, type PracticeHouse } from '../realtime-server/practice/practice-house';
import { makeFakeCarrier } from './fake-carrier';
import { makeFakeStore, makeSetup, silentLog } from './make-call';

const sessionsSchema = z.array(z.object({ sent: z.record(z.string(), z.number()) }));

export function practiceStarter(
  house: PracticeHouse,
  tools: Pick<Parameters<typeof makeCallStarter>[0], 'textsOf'> = {},
): CallStarter {
  const account = { apiKey, baseUrl: `${house.url}/v1` };
  return makeCallStarter({ account, dataDir: house.dataDir, clock: systemClock, log: silentLog, ...tools });
}

/** How often the practice model has complained, over all its sessions. */
export async function complaintsOf(house: PracticeHouse): Promise<number> {
  const response = await fetch(`${house.url}/practice/sessions`);
  const sessions = sessionsSchema.parse(await response.json());
  return sessions.reduce((sum, { sent }) => sum + (sent.error ?? 0), 0);
}

/** A call over the real adapter and the practice model, on a line that plays eight times as fast as a telephone. */
export function placePracticeCall(starter: CallStarter, setup: CallSetup = makeSetup()) {
  const record = makeFakeStore();
  const ended = Promise.withResolvers<void>();
  const turns: Turn[] = [];
  const waiters = new Set<() => void>();
  const carrier = makeFakeCarrier((name) => session.onMark(name));
  starter.onAdmitted(setup);
  const session = starter.startCall({
    ...{ setup, carrier, store: record.store, clock: systemClock, log: silentLog },
    onEnded() {
      clearInterval(playing);
      ended.resolve();
    },
  });
  const playing = setInterval(() => carrier.play(160), 20);
  session.onTurn((turn) => {
    turns.push(turn);
    for (const waiter of waiters) waiter();
  });

  /** The first turn of the agent that matches, finished or still growing. */
  function agentTurn(words: RegExp, isFinal: boolean): Promise<Turn> {
    return new Promise((resolve) => {
      const look = () => {
        const found = turns.find((one) => one.speaker === 'agent' && one.final === isFinal && words.test(one.text));
        if (found) resolve(found);
      };
      waiters.add(look);
      look();
    });
  }

  return {
    ...{ session, record, carrier, ended: ended.promise },
    agentSaid: (words: RegExp) => agentTurn(words, true),
    agentBegins: (words: RegExp) => agentTurn(words, false),
  };
}
