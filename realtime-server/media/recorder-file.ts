import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { wavHeader, wavHeaderBytes } from '@/lib/recording/wav';
import type { RecorderTrouble } from '../ports/recorder';

/** Sound that a slow disk may keep waiting: half a minute of one call. */
const maxWaitingBytes = 480_000;

export type OpenFile = (file: string) => Promise<Pick<FileHandle, 'write' | 'datasync' | 'close'>>;

export const openNewFile: OpenFile = async (file) => {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  return open(file, 'wx', 0o600);
};

/** A file that grows off the audio path: `append` returns at once, and what it could not write is told once. */
export function makeRecordingFile(file: string, onTrouble: (why: RecorderTrouble) => void, openFile = openNewFile) {
  const part = `${file}.part`;
  const waiting: Buffer[] = [wavHeader(0)];
  let waitingBytes = 0;
  let written = 0;
  let hasFailed = false;
  let isDiscarded = false;
  let handle: Awaited<ReturnType<OpenFile>> | null = null;
  let writing: Promise<void> | null = null;
  let finishing: Promise<void> | null = null;

  function fail(why: RecorderTrouble): void {
    waiting.length = 0;
    if (hasFailed) return;
    hasFailed = true;
    onTrouble(why);
  }

  async function drain(): Promise<void> {
    try {
      handle ??= await openFile(part);
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await writeWhole(handle, next, written);
        written += next.length;
        waitingBytes -= next.length;
      }
    } catch (error) {
      fail(isFull(error) ? 'disk_full' : 'disk_failed');
    }
    writing = null;
  }

  async function settle(): Promise<void> {
    while (writing) await writing;
  }

  async function close(): Promise<void> {
    const opened = handle;
    handle = null;
    await opened?.close();
  }

  async function makeWhole(): Promise<void> {
    await settle();
    if (isDiscarded || !handle) return;
    const sound = written - wavHeaderBytes;
    if (sound > 0) await writeWhole(handle, wavHeader(sound - (sound % 2)), 0);
    await handle.datasync();
    await close();
    if (sound > 0) await rename(part, file);
    else await rm(part, { force: true });
  }

  return {
    append(sound: Buffer): void {
      if (hasFailed || isDiscarded || sound.length === 0) return;
      waiting.push(sound);
      waitingBytes += sound.length;
      if (waitingBytes > maxWaitingBytes) fail('disk_slow');
      else writing ??= drain();
    },

    /** Resolves when what was written is a whole file under its own name. */
    finish(): Promise<void> {
      finishing ??= makeWhole();
      return finishing;
    },

    async discard(): Promise<void> {
      isDiscarded = true;
      waiting.length = 0;
      await rm(part, { force: true });
      await finishing?.catch(() => undefined);
      await settle();
      await close();
      await Promise.all([rm(part, { force: true }), rm(file, { force: true })]);
    },
  };
}

async function writeWhole(handle: Pick<FileHandle, 'write'>, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
