import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import { soundBytesIn, wavHeader } from '@/lib/recording/wav';
import type { CallSetup } from '../ports/call-setup';
import type { Recorder } from '../ports/recorder';
import { makeRecorder } from './recorder';

/** A recording that is whole and waits for its upload. The names are those of its folder and file: proven by nothing. */
export type WaitingRecording = { tenantId: string; callId: string; file: string };

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type RecordingFolder = ReturnType<typeof makeRecordingFolder>;

/** The sound of this process's calls, a folder a tenant, until it is in storage. */
export function makeRecordingFolder({ dataDir, clock, log }: { dataDir: string; clock: Clock; log: Log }) {
  const root = path.join(dataDir, 'recordings');

  async function files(ending: string): Promise<WaitingRecording[]> {
    const tenants = (await readdir(root).catch(() => [])).filter((name) => uuid.test(name));
    const found = await Promise.all(
      tenants.map(async (tenantId) => {
        const names = await readdir(path.join(root, tenantId));
        return names
          .filter((name) => name.endsWith(ending) && uuid.test(name.slice(0, -ending.length)))
          .map((name) => ({
            tenantId,
            callId: name.slice(0, -ending.length),
            file: path.join(root, tenantId, name),
          }));
      }),
    );
    return found.flat();
  }

  return {
    recorderFor({ tenantId, callId }: Pick<CallSetup, 'tenantId' | 'callId'>): Recorder {
      return makeRecorder({ file: path.join(root, tenantId, `${callId}.wav`), clock, log });
    },

    /** Makes whole what a process that died left behind. Before any call begins. */
    async salvage(): Promise<void> {
      for (const { file, callId } of await files('.wav.part')) {
        const isKept = await makeWhole(file);
        log.info({ callId, isKept }, 'The recording of a broken call was found');
      }
    },

    waiting: () => files('.wav'),
    remove: ({ file }: WaitingRecording) => rm(file, { force: true }),
  };
}

async function makeWhole(part: string): Promise<boolean> {
  const sound = soundBytesIn((await stat(part)).size);
  if (sound === 0) {
    await rm(part, { force: true });
    return false;
  }
  const handle = await open(part, 'r+');
  try {
    await handle.write(wavHeader(sound), 0, undefined, 0);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(part, part.slice(0, -'.part'.length));
  return true;
}
