import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Manner, Speech } from './speech';
import type { SpokenWords } from './spoken-words';

const entrySchema = z.object({ text: z.string(), voice: z.string(), speed: z.number() });
type Entry = z.infer<typeof entrySchema>;

const mostEntries = 300;

export type RememberedWords = {
  /** For sentences that somebody may record and play again tomorrow, as a greeting is. */
  remember(text: string, manner: Manner): void;
};

function readEntries(file: string): Entry[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean).slice(-mostEntries);
    return lines.flatMap((line) => entrySchema.safeParse(JSON.parse(line)).data ?? []);
  } catch {
    return [];
  }
}

/** The same words in the same voice are the same sound, so the words alone are kept. */
export function openRememberedWords(dataDir: string, speech: Speech, words: SpokenWords): RememberedWords {
  const folder = path.join(dataDir, 'practice');
  const file = path.join(folder, 'spoken.jsonl');
  const known = new Set<string>();

  async function relearn(entries: Entry[]): Promise<void> {
    for (const { text, ...manner } of entries) words.register(text, (await speech.say(text, manner)).muLaw8k);
  }

  const entries = readEntries(file);
  for (const entry of entries) known.add(JSON.stringify(entry));
  // Without them a replayed greeting is told by its length alone: not worth a crash.
  relearn(entries).catch(() => {});

  return {
    remember(text, { voice, speed }) {
      const line = JSON.stringify({ text, voice, speed } satisfies Entry);
      if (known.has(line)) return;
      known.add(line);
      mkdirSync(folder, { recursive: true });
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    },
  };
}
