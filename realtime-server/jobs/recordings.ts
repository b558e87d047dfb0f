import type { Peaks, RecordingState } from '@/lib/contracts/recording';
import type { Clock } from '@/lib/platform/clock';
import { isAppError } from '@/lib/platform/errors';
import { type CallId, mintCallId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import { type Job, repeat } from './repeat';

const everyMs = 2_000;
const firstRetryMs = 5_000;
const longestRetryMs = 10 * 60_000;

export type WaitingSound = { tenantId: string; callId: string; file: string };

/** Sound on this machine's disk. */
export type SoundFolder = {
  waiting(): Promise<WaitingSound[]>;
  measure(sound: WaitingSound): Promise<{ bytes: number; durationMs: number; peaks: Peaks; blob: Blob }>;
  remove(sound: WaitingSound): Promise<void>;
};

/** Storage and rows, each under the token of that one call. */
export type SoundStore = {
  stateOf(callId: CallId): Promise<RecordingState | null>;
  upload(callId: CallId, path: string, blob: Blob): Promise<void>;
  /** False: nothing waits for this sound any more. */
  markStored(callId: CallId, sound: { bytes: number; durationMs: number; peaks: Peaks }): Promise<boolean>;
  removeUpload(callId: CallId, path: string): Promise<void>;
};

type Deps = { folder: SoundFolder; store: SoundStore; clock: Clock; log: Log };
type Retry = { attempts: number; afterMs: number };

/** Brings each finished recording to storage, and only then lets go of it here. What a restart finds is brought too. */
export function startRecordingUploads(deps: Deps): Job {
  const { folder, clock, log } = deps;
  const retries = new Map<string, Retry>();

  async function tryOne(sound: WaitingSound): Promise<void> {
    try {
      await bring(sound, deps);
      retries.delete(sound.file);
    } catch (err) {
      const attempts = (retries.get(sound.file)?.attempts ?? 0) + 1;
      const delayMs = Math.min(longestRetryMs, firstRetryMs * 2 ** (attempts - 1));
      retries.set(sound.file, { attempts, afterMs: clock.monotonicMs() + delayMs });
      log.warn({ err, callId: sound.callId, attempts }, 'A recording was not stored and will be tried again');
    }
  }

  return repeat('recordings', {
    everyMs,
    clock,
    log,
    async run() {
      for (const sound of await folder.waiting()) {
        const retry = retries.get(sound.file);
        if (!retry || clock.monotonicMs() >= retry.afterMs) await tryOne(sound);
      }
    },
  });
}

const wanted = new Set<RecordingState | null>(['pending', 'stored']);

async function bring(sound: WaitingSound, { folder, store, log }: Deps): Promise<void> {
  const callId = mintCallId(sound.callId);
  const path = `${sound.tenantId}/${sound.callId}.wav`;
  const state = await store.stateOf(callId);
  // Its row may still be in a spool.
  if (state === null) throw new Error('The consent to this recording is not in the database yet.');
  if (!wanted.has(state)) {
    log.info({ callId, state }, 'A recording that nobody may keep was deleted');
    return folder.remove(sound);
  }

  const { blob, ...measured } = await folder.measure(sound);
  try {
    if (state === 'pending') await store.upload(callId, path, blob);
  } catch (err) {
    if (!isAppError(err) || err.code !== 'forbidden' || wanted.has(await store.stateOf(callId))) throw err;
    return folder.remove(sound);
  }
  if (!(await store.markStored(callId, measured))) await store.removeUpload(callId, path);
  await folder.remove(sound);
}
