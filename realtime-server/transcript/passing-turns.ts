import type { Turn } from '@/lib/contracts/call';
import type { CancelTimer, Clock } from '@/lib/platform/clock';
import { isAppError } from '@/lib/platform/errors';
import type { CallId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import { inPortions } from './portions';

const everyMs = 1_000;

export type PassingTurn = { callId: CallId; turn: Turn };

/** The turns of one call that are still being said. */
export type PassingTurns = {
  /** Its words so far; only the latest are written. */
  offer(turn: Turn): void;
  /** Its end is written by others. */
  isOver(turn: Turn): void;
  /** The call is over. */
  stop(): void;
};

type Deps = {
  /** Turns of at most a hundred calls. What is over is not written over. */
  tell(turns: readonly PassingTurn[]): Promise<void>;
  clock: Clock;
  log: Log;
};

/** What is being said on all calls of a process: once a second the latest words of each turn, in one go. */
export function makePassingTurns({ tell, clock, log }: Deps): (callId: CallId) => PassingTurns {
  const latest = new Map<string, PassingTurn>();
  /** On its way; what ends meanwhile is not tried again. */
  const sending = new Map<string, PassingTurn>();
  let timer: CancelTimer | null = null;

  function arm(): void {
    if (sending.size === 0 && latest.size > 0) timer ??= clock.setTimeout(() => void tellAll(), everyMs);
  }

  async function tellAll(): Promise<void> {
    timer = null;
    for (const [key, one] of latest) sending.set(key, one);
    latest.clear();
    for (const turns of inPortions([...sending.values()], () => 1)) await tellSome(turns);
    sending.clear();
    arm();
  }

  async function tellSome(turns: readonly PassingTurn[]): Promise<void> {
    try {
      await tell(turns);
    } catch (err) {
      log.warn({ err }, 'What is being said was not written');
      if (!isAppError(err) || err.code === 'unavailable') tryAgain(turns);
    }
  }

  function tryAgain(turns: readonly PassingTurn[]): void {
    for (const one of turns) {
      const key = keyOf(one.callId, one.turn);
      if (sending.has(key) && !latest.has(key)) latest.set(key, one);
    }
  }

  function forget(key: string): void {
    sending.delete(key);
    latest.delete(key);
    if (latest.size > 0) return;
    timer?.();
    timer = null;
  }

  return (callId) => ({
    offer(turn) {
      latest.set(keyOf(callId, turn), { callId, turn });
      arm();
    },
    isOver: (turn) => forget(keyOf(callId, turn)),
    stop() {
      for (const [key, one] of [...latest, ...sending]) if (one.callId === callId) forget(key);
    },
  });
}

function keyOf(callId: CallId, { sequence }: Turn): string {
  return `${callId} ${sequence}`;
}
