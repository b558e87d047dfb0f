import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { type DiskRounds, makeDiskRounds } from './disk-rounds';
import { type Entry, entrySchema } from './entry';

/** One call's lines on disk. What was appended outlives a crash of the process and of the machine. */
export type Spool = {
  /** Resolves when the line is on the disk. Lines that come together share one write, which waits for the next round. */
  append(entry: Entry): Promise<void>;
  /** Once everything is in the database. */
  remove(): Promise<void>;
};

type Waiting = { line: string; resolve: () => void; reject: (reason: unknown) => void };

/** The kernel has it on the disk when a write returns: one job for a line where a write and a sync were two. */
const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_EXCL | constants.O_DSYNC;

export function openSpool(folder: string, callId: string, rounds: DiskRounds = makeDiskRounds()): Spool {
  const file = path.join(folder, `${callId}.${randomBytes(6).toString('hex')}.jsonl`);
  let opening: Promise<FileHandle> | null = null;
  let waiting: Waiting[] = [];
  let hasJoined = false;
  let through = Promise.resolve();

  async function create(): Promise<FileHandle> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const handle = await open(file, flags, 0o600);
    await syncFolder(folder);
    return handle;
  }

  async function drain(): Promise<void> {
    hasJoined = false;
    const batch = waiting;
    waiting = [];
    try {
      opening ??= create();
      const handle = await opening;
      await handle.appendFile(batch.map(({ line }) => line).join(''));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return {
    append(entry) {
      return new Promise((resolve, reject) => {
        waiting.push({ line: `${JSON.stringify(entry)}\n`, resolve, reject });
        if (hasJoined) return;
        hasJoined = true;
        through = rounds.join(drain);
      });
    },
    async remove() {
      await through;
      const handle = await opening?.catch(() => null);
      if (!handle) return;
      await handle.close();
      await unlink(file);
    },
  };
}

export type LeftOver = { file: string; entries: Entry[] };

/** What a process that died left behind. A last line that was not written whole was acknowledged to nobody. */
export async function readLeftOvers(folder: string): Promise<LeftOver[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.jsonl')).map((name) => path.join(folder, name));
  return Promise.all(files.map(async (file) => ({ file, entries: parseLines(await readFile(file, 'utf8')) })));
}

export function discardLeftOver({ file }: LeftOver): Promise<void> {
  return unlink(file);
}

/** Keeps a file that cannot be read for a person to look at. */
export function setAside({ file }: LeftOver): Promise<void> {
  return rename(file, `${file}.unreadable`);
}

function parseLines(text: string): Entry[] {
  return text.split('\n').flatMap((line) => {
    const entry = parseLine(line);
    return entry ? [entry] : [];
  });
}

function parseLine(line: string): Entry | null {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
