import { z } from 'zod';

const outputSchema = z.object({
  found: z.boolean(),
  passages: z.array(z.object({ text: z.string() })).default([]),
});
const maxWords = 45;

/** What to say of what was looked up; undefined when nothing was found. It reads the best passage out, it does not understand it. */
export function readOut(output: string): string | undefined {
  const parsed = outputSchema.safeParse(parseJson(output));
  const [best] = parsed.success && parsed.data.found ? parsed.data.passages : [];
  if (!best) return undefined;

  const text = best.text
    .replace(/^[^:]{0,120}:\s/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const spoken: string[] = [];
  for (const sentence of text.split(/(?<=[.!?])\s+/)) {
    if (spoken.length > 0 && `${spoken.join(' ')} ${sentence}`.split(' ').length > maxWords) break;
    spoken.push(sentence);
  }
  return spoken.join(' ');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
