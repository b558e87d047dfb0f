import type { Turn } from '@/lib/contracts/call';
import type { CancelTimer, Clock } from '@/lib/platform/clock';
import type { Entry } from './entry';

const everyMs = 1_000;
const atOnce = 16;

/** How many calls of a process may write at the same time what is still being said. */
export type PassingRoom = { enter(): boolean; leave(): void };

export function makePassingRoom(most = atOnce): PassingRoom {
  let taken = 0;
  return {
    enter() {
      if (taken >= most) return false;
      taken += 1;
      return true;
    },
    leave() {
      taken -= 1;
    },
  };
}

type Deps = {
  send(entries: readonly Entry[]): Promise<void>;
  /** True while something that must not be lost is on its way. */
  isBusy(): boolean;
  isRefusal(err: unknown): boolean;
  room: PassingRoom;
  clock: Clock;
};

/** The turns of one call that are still being said: the latest words of each, at most once a second. */
export function makePassingTurns({ send, isBusy, isRefusal, room, clock }: Deps) {
  const latest = new Map<number, Turn>();
  const sending = new Map<number, Turn>();
  let timer: CancelTimer | null = null;

  function arm(): void {
    if (latest.size > 0) timer ??= clock.setTimeout(due, everyMs);
  }

  function due(): void {
    timer = null;
    if (latest.size === 0) return;
    if (isBusy() || !room.enter()) arm();
    else void sendLatest().finally(() => room.leave());
  }

  async function sendLatest(): Promise<void> {
    for (const [sequence, turn] of latest) sending.set(sequence, turn);
    latest.clear();
    try {
      await send([...sending.values()].map((turn) => ({ is: 'turn', turn })));
    } catch (err) {
      if (!isRefusal(err))
        for (const [sequence, turn] of sending) if (!latest.has(sequence)) latest.set(sequence, turn);
    }
    sending.clear();
    arm();
  }

  return {
    offer(turn: Turn): void {
      latest.set(turn.sequence, turn);
      arm();
    },
    /** Its end is written, and nothing of before may follow. */
    isOver({ sequence }: Turn): void {
      latest.delete(sequence);
      sending.delete(sequence);
    },
    stop(): void {
      latest.clear();
      sending.clear();
      timer?.();
      timer = null;
    },
  };
}
