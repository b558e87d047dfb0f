import { readdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';

const keptMs = 24 * 60 * 60 * 1_000;

/**
 * Removes records of broken calls that nobody could read, once a person has had a day to look at them. A record that is
 * still on its way to the database stays: it is removed when it has arrived.
 */
export async function sweepSpool(folder: string, now: Date): Promise<number> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.unreadable'));
  let removed = 0;
  for (const name of names) {
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file);
    if (now.getTime() - mtimeMs < keptMs) continue;
    await unlink(file);
    removed += 1;
  }
  return removed;
}
