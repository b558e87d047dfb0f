import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const numberSchema = z.object({
  sid: z.string(),
  phone_number: z.string(),
  friendly_name: z.string(),
  voice_url: z.string(),
  voice_fallback_url: z.string(),
  status_callback: z.string(),
  sms_url: z.string(),
  date_created: z.string(),
});

const storeSchema = z.object({ numbers: z.array(numberSchema) });

export type PracticeNumber = z.infer<typeof numberSchema>;

export function newSid(prefix: 'PN'): string {
  return `${prefix}${randomBytes(16).toString('hex')}`;
}

export type NumberStore = {
  numbers(): PracticeNumber[];
  saveNumber(number: PracticeNumber): void;
  releaseNumber(sid: string): boolean;
};

function readStore(file: string): z.infer<typeof storeSchema> {
  try {
    return storeSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { numbers: [] };
  }
}

/** Bought numbers, in one small file: written beside and moved into place. */
export function openNumberStore(dataDir: string): NumberStore {
  const folder = path.join(dataDir, 'practice');
  const file = path.join(folder, 'carrier.json');
  const store = readStore(file);

  function save(): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(store, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  return {
    numbers: () => store.numbers,
    saveNumber(number) {
      store.numbers = [...store.numbers.filter(({ sid }) => sid !== number.sid), number];
      save();
    },
    releaseNumber(sid) {
      const left = store.numbers.filter((number) => number.sid !== sid);
      if (left.length === store.numbers.length) return false;
      store.numbers = left;
      save();
      return true;
    },
  };
}
