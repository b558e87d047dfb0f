import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const textSchema = z.object({
  sid: z.string(),
  direction: z.enum(['outbound-api', 'outbound-reply', 'inbound']),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  status: z.string(),
  date_created: z.string(),
});

/** As the product sees it: outbound goes to a telephone, inbound comes from one. */
export type PracticeText = z.infer<typeof textSchema>;

export type TextStore = {
  /** Newest first. */
  list(): PracticeText[];
  add(text: Omit<PracticeText, 'sid' | 'date_created'>): PracticeText;
  setStatus(sid: string, status: string): void;
};

const mostTexts = 500;

/** Every text of the practice carrier in one small file: written beside and moved into place. None leaves the machine. */
export function openTextStore(dataDir: string): TextStore {
  const folder = path.join(dataDir, 'practice');
  const file = path.join(folder, 'texts.json');
  let texts = readTexts(file);

  function save(): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(texts, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  return {
    list: () => texts,
    add(text) {
      const sid = `SM${randomBytes(16).toString('hex')}`;
      const added = { ...text, sid, date_created: new Date().toUTCString() };
      texts = [added, ...texts].slice(0, mostTexts);
      save();
      return added;
    },
    setStatus(sid, status) {
      texts = texts.map((text) => (text.sid === sid ? { ...text, status } : text));
      save();
    },
  };
}

function readTexts(file: string): PracticeText[] {
  try {
    return z.array(textSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}
