import type { CallCommand, CommandAnswer } from '@/lib/contracts/command';
import type { Clock } from '@/lib/platform/clock';
import type { CallId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';

/** From a click to its effect in well under a second. */
export const lookEveryMs = 300;
/** As many calls as one token names. */
const callsAtOnce = 100;
/** A database that is away is asked less often. */
const afterTroubleMs = 2_000;

type Obey = (command: CallCommand) => Promise<CommandAnswer>;

type Deps = {
  /** What is asked of these calls, once. */
  take(calls: readonly CallId[]): Promise<CallCommand[]>;
  answer(callId: CallId, commandId: string, answer: CommandAnswer): Promise<void>;
  clock: Clock;
  log: Log;
};

export type CommandWatch = {
  /** Gives the way to stop. */
  join(callId: CallId, obey: Obey): () => void;
};

/** One look for all calls of this process, as long as there are any: never one for each call. */
export function makeCommandWatch({ take, answer, clock, log }: Deps): CommandWatch {
  const calls = new Map<CallId, Obey>();
  let isLooking = false;

  async function look(): Promise<number> {
    const ids = [...calls.keys()];
    try {
      for (let from = 0; from < ids.length; from += callsAtOnce) {
        for (const command of await take(ids.slice(from, from + callsAtOnce))) void obey(command);
      }
      return lookEveryMs;
    } catch (err) {
      log.warn({ err }, 'What is asked of live calls could not be read');
      return afterTroubleMs;
    }
  }

  function lookAgainIn(ms: number): void {
    clock.setTimeout(() => {
      if (calls.size === 0) isLooking = false;
      else void look().then(lookAgainIn);
    }, ms);
  }

  async function obey(command: CallCommand): Promise<void> {
    const [callId] = [...calls.keys()].filter((id) => id === command.callId);
    const run = callId && calls.get(callId);
    if (!callId || !run) return;
    try {
      await answer(callId, command.id, await answerOf(run, command));
    } catch (err) {
      log.error({ err, callId }, 'The answer to a command was not written');
    }
  }

  async function answerOf(run: Obey, command: CallCommand): Promise<CommandAnswer> {
    try {
      return await run(command);
    } catch (err) {
      log.error({ err, callId: command.callId, kind: command.kind }, 'A command failed');
      return { result: 'failed', detail: 'Something went wrong on our side.' };
    }
  }

  return {
    join(callId, obey) {
      calls.set(callId, obey);
      if (!isLooking) {
        isLooking = true;
        lookAgainIn(lookEveryMs);
      }
      return () => void calls.delete(callId);
    },
  };
}
