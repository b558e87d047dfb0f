import { openAsBlob } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Clock } from '@/lib/platform/clock';
import { callStorage, type Db } from '@/lib/platform/database';
import type { DatabaseEnv } from '@/lib/platform/database-env';
import { mintCallToken } from '@/lib/platform/database-token';
import type { CallId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import { makePeaks } from '@/lib/recording/peaks';
import { findRecordingState, readExpiredRecordings, readLostRecordings } from '@/lib/recording/read';
import { durationMs, soundBytesIn, wavHeaderBytes } from '@/lib/recording/wav';
import { closeRecording, removeSound, storeRecording, uploadSound } from '@/lib/recording/write';
import { type SoundFolder, startRecordingUploads } from './jobs/recordings';
import { startRecordingRetention } from './jobs/recordings-retention';
import type { Job } from './jobs/repeat';
import { makeRecordingFolder } from './media/recorder-folder';
import type { CallSetup } from './ports/call-setup';
import type { Recorder } from './ports/recorder';

type Deps = {
  dataDir: string;
  databaseEnv: DatabaseEnv;
  databases: { service: Db; callDb(callId: CallId): Db };
  clock: Clock;
  log: Log;
};

export type Recordings = {
  recorderFor(setup: CallSetup): Recorder;
  /** Takes up what a crash left behind, then brings and removes sound until it is stopped. */
  start(): Promise<Job>;
};

/** Recording, storing and forgetting: three rooms, one wiring. */
export function makeRecordings({ dataDir, databaseEnv, databases, clock, log }: Deps): Recordings {
  const folder = makeRecordingFolder({ dataDir, clock, log });
  const { service, callDb } = databases;
  const storageOf = (callId: CallId) => callStorage(() => mintCallToken(callId, databaseEnv), databaseEnv);
  const removeUpload = (callId: CallId, path: string) => removeSound(storageOf(callId), path);

  return {
    recorderFor: folder.recorderFor,

    async start() {
      await folder.salvage().catch((err) => log.error({ err }, 'Recordings of broken calls were not taken up'));
      const uploads = startRecordingUploads({
        folder: { waiting: folder.waiting, remove: folder.remove, measure },
        store: {
          stateOf: (callId) => findRecordingState(callDb(callId), callId),
          upload: (callId, path, blob) => uploadSound(storageOf(callId), path, blob),
          markStored: (callId, sound) => storeRecording(callDb(callId), sound),
          removeUpload,
        },
        clock,
        log,
      });
      const retention = startRecordingRetention({
        keeper: {
          expired: (now, limit) => readExpiredRecordings(service, now, limit),
          lost: (before, limit) => readLostRecordings(service, before, limit),
          removeUpload,
          close: (callId, state) => closeRecording(callDb(callId), state),
        },
        clock,
        log,
      });
      return { stop: async () => void (await Promise.all([uploads.stop(), retention.stop()])) };
    },
  };
}

/** Read once, in pieces: a long call never holds up the others. */
const measure: SoundFolder['measure'] = async ({ file }) => {
  const blob = await openAsBlob(file, { type: 'audio/wav' });
  const soundBytes = soundBytesIn(blob.size);
  const peaks = makePeaks(soundBytes);
  const handle = await open(file, 'r');
  try {
    for await (const piece of handle.createReadStream({ start: wavHeaderBytes, highWaterMark: 65_536 })) {
      peaks.hear(piece);
    }
  } finally {
    await handle.close();
  }
  return { bytes: blob.size, durationMs: durationMs(soundBytes), peaks: peaks.read(), blob };
};
