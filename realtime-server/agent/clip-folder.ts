import { readFileSync, utimesSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A clip that nobody heard for so long is of a greeting that was changed, or of a caller who is gone. */
const unusedDays = 14;
const dayMs = 24 * 60 * 60_000;
const mostBytes = 1024 * 1024 * 1024;
const clipFile = /^[0-9a-f]{64}\.(pcmu_8k|pcm_24k)$/;
/** Beside a clip with somebody's name: whose it is, a line each. */
const ownersFile = '.owners';

/** Clips on disk, each a file of plain sound. Being read keeps a file alive. */
export function makeClipFolder(folder: string) {
  return {
    read(name: string): Buffer | null {
      try {
        const bytes = readFileSync(join(folder, name));
        if (bytes.length === 0) return null;
        const now = new Date();
        utimesSync(join(folder, name), now, now);
        return bytes;
      } catch {
        return null;
      }
    },

    /** Whole or not at all. */
    async write(name: string, bytes: Buffer): Promise<void> {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = join(folder, `${name}.${process.pid}.part`);
      await writeFile(draft, bytes, { mode: 0o600 });
      await rename(draft, join(folder, name));
    },

    /** The clip names somebody: it goes when they are erased. */
    async own(name: string, owner: string): Promise<void> {
      await appendFile(join(folder, name + ownersFile), `${owner}\n`, { mode: 0o600 });
    },

    /** Removes every clip of these owners. Gives their names. */
    async removeOf(owners: ReadonlySet<string>): Promise<string[]> {
      const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ownersFile));
      const removed: string[] = [];
      for (const file of files) {
        const lines = (await readFile(join(folder, file), 'utf8')).split('\n');
        if (!lines.some((line) => owners.has(line))) continue;
        const name = file.slice(0, -ownersFile.length);
        await rm(join(folder, name), { force: true });
        await rm(join(folder, file), { force: true });
        removed.push(name);
      }
      return removed;
    },

    /** Removes what nobody used for two weeks, what was never finished, and the oldest of what is too much. Gives how many. */
    async prune(now: Date): Promise<number> {
      const files = await clipsIn(folder);
      const kept: typeof files = [];
      const unused = files.filter((file) => {
        const isUnused = now.getTime() - file.usedMs > (file.isWhole ? unusedDays * dayMs : dayMs);
        if (!isUnused) kept.push(file);
        return isUnused;
      });
      let bytes = 0;
      const tooMuch = kept
        .sort((a, b) => b.usedMs - a.usedMs)
        .filter((file) => {
          bytes += file.bytes;
          return bytes > mostBytes;
        });
      for (const { name } of [...unused, ...tooMuch]) {
        await rm(join(folder, name), { force: true });
        await rm(join(folder, name + ownersFile), { force: true });
      }
      return unused.length + tooMuch.length;
    },
  };
}

export type ClipFolder = ReturnType<typeof makeClipFolder>;

async function clipsIn(folder: string) {
  const names = (await readdir(folder).catch(() => [])).filter((name) => !name.endsWith(ownersFile));
  const files = names.map(async (name) => {
    const { mtimeMs, size } = await stat(join(folder, name));
    return { name, usedMs: mtimeMs, bytes: size, isWhole: clipFile.test(name) };
  });
  const settled = await Promise.allSettled(files);
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
