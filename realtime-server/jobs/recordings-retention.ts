import type { Clock } from '@/lib/platform/clock';
import { type CallId, mintCallId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import { type Job, repeat } from './repeat';

const everyMs = 60_000;
const atOnce = 50;
/** A server that has not brought its sound for so long will not. */
const lostAfterMs = 2 * 24 * 60 * 60_000;

export type DueSound = { callId: string; tenantId: string };

export type SoundKeeper = {
  expired(now: Date, limit: number): Promise<DueSound[]>;
  lost(before: Date, limit: number): Promise<DueSound[]>;
  /** Both under the token of that one call. */
  removeUpload(callId: CallId, path: string): Promise<void>;
  close(callId: CallId, state: 'expired' | 'lost'): Promise<unknown>;
};

type Deps = { keeper: SoundKeeper; clock: Clock; log: Log };

/** Sound whose days are over is deleted first, and only then said to be gone. */
export function startRecordingRetention({ keeper, clock, log }: Deps): Job {
  async function closeOne({ callId: id, tenantId }: DueSound, state: 'expired' | 'lost'): Promise<void> {
    try {
      const callId = mintCallId(id);
      await keeper.removeUpload(callId, `${tenantId}/${id}.wav`);
      await keeper.close(callId, state);
    } catch (err) {
      log.warn({ err, callId: id, state }, 'A recording was not removed and will be tried again');
    }
  }

  return repeat('recording-retention', {
    everyMs,
    clock,
    log,
    async run() {
      const now = clock.now();
      for (const due of await keeper.expired(now, atOnce)) await closeOne(due, 'expired');
      for (const due of await keeper.lost(new Date(now.getTime() - lostAfterMs), atOnce)) await closeOne(due, 'lost');
    },
  });
}
