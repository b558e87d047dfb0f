import { createHmac } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Clock } from '@/lib/platform/clock';
import { deriveKey, equalInConstantTime } from '@/lib/platform/crypto';
import type { Log } from '@/lib/platform/log';
import { type Fallback, fallbackOf, noFallback } from '../ports/fallback';
import { loadConfig } from './load-config';

const maxAgeMs = 24 * 60 * 60 * 1000;
const maxNumbers = 2_000;
const saveDelayMs = 1_000;

const entrySchema = z.object({
  tenantId: z.uuid(),
  versionNumber: z.number().int().positive(),
  config: z.unknown(),
  previousConfig: z.unknown(),
  platformDefaults: z.unknown(),
  planLines: z.number().int().positive().optional(),
  savedAt: z.iso.datetime(),
});
const snapshotSchema = z.object({ body: z.string(), mac: z.string() });
const bodySchema = z.array(z.tuple([z.string(), entrySchema]));

export type CachedNumber = z.infer<typeof entrySchema>;

/** The last good config of each number, so that calls are answered while the database is away. */
export type ConfigCache = {
  /** Null when the number is not known, or was last seen too long ago. */
  find(dialedNumber: string): CachedNumber | null;
  /** Where callers of this number go when something of ours fails. */
  fallbackOf(dialedNumber: string): Fallback;
  remember(dialedNumber: string, entry: Omit<CachedNumber, 'savedAt'>): void;
  forget(dialedNumber: string): void;
  /** Resolves when everything remembered is on disk. */
  close(): Promise<void>;
};

type Deps = { dataDir: string; secret: string; clock: Clock; log: Log };

export async function openConfigCache({ dataDir, secret, clock, log }: Deps): Promise<ConfigCache> {
  const file = path.join(dataDir, 'config-cache.json');
  const key = deriveKey(secret, 'config-cache');
  const sign = (body: string) => createHmac('sha256', key).update(body).digest('hex');
  const numbers = new Map<string, CachedNumber>(await readSnapshot(file, sign, log));
  let saving = Promise.resolve();
  let cancelSave: (() => void) | null = null;

  async function save(): Promise<void> {
    const body = JSON.stringify([...numbers]);
    try {
      await mkdir(dataDir, { recursive: true });
      await writeFile(`${file}.new`, JSON.stringify({ body, mac: sign(body) }), { mode: 0o600 });
      await rename(`${file}.new`, file);
    } catch (err) {
      log.warn({ err }, 'The config cache could not be written');
    }
  }

  function saveNow(): Promise<void> {
    cancelSave?.();
    cancelSave = null;
    saving = saving.then(save);
    return saving;
  }

  function saveSoon(): void {
    cancelSave ??= clock.setTimeout(() => void saveNow(), saveDelayMs);
  }

  function find(dialedNumber: string): CachedNumber | null {
    const entry = numbers.get(dialedNumber);
    if (!entry || clock.now().getTime() - Date.parse(entry.savedAt) > maxAgeMs) return null;
    return entry;
  }

  return {
    find,
    fallbackOf(dialedNumber) {
      const entry = find(dialedNumber);
      return entry ? fallbackOf(loadConfig(entry).config) : noFallback;
    },
    remember(dialedNumber, entry) {
      numbers.delete(dialedNumber);
      numbers.set(dialedNumber, { ...entry, savedAt: clock.now().toISOString() });
      const [oldest] = numbers.keys();
      if (numbers.size > maxNumbers && oldest) numbers.delete(oldest);
      saveSoon();
    },
    forget(dialedNumber) {
      if (numbers.delete(dialedNumber)) saveSoon();
    },
    close: saveNow,
  };
}

async function readSnapshot(file: string, sign: (body: string) => string, log: Log) {
  try {
    const { body, mac } = snapshotSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    if (!equalInConstantTime(mac, sign(body))) throw new Error('The signature does not match.');
    return bodySchema.parse(JSON.parse(body));
  } catch (err) {
    if (!(err instanceof Error && 'code' in err && err.code === 'ENOENT')) {
      log.warn({ err }, 'The config cache on disk was not used');
    }
    return [];
  }
}
