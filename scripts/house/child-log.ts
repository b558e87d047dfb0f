import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';

const rotateAboveBytes = 5_000_000;
const keptLines = 40;

/** How much of what a child writes is shown: everything, only what is wrong, or nothing (it is always in its file). */
export type Loudness = 'all' | 'warnings' | 'nothing';

export type ChildLog = {
  follow(stream: Readable): void;
  /** For the terminal when the child could not start. */
  lastLines(): string;
  readonly file: string;
};

const wrong = new Set(['warn', 'error', 'fatal']);
const jsonLine = z.object({
  level: z.string(),
  msg: z.string().default(''),
  err: z.object({ message: z.string() }).optional(),
});

/** A JSON line that tells of something wrong, as a person reads it; null for every other line. */
function warningIn(text: string): string | null {
  if (!text.startsWith('{')) return null;
  try {
    const { level, msg, err } = jsonLine.parse(JSON.parse(text));
    return wrong.has(level) ? [`${level}: ${msg}`, err?.message].filter(Boolean).join(' ') : null;
  } catch {
    return null;
  }
}

/** What a child writes goes to a file of its own, and with its name before it to the terminal. */
export function openChildLog(
  logsDir: string,
  name: string,
  loudness: Loudness,
  show: (line: string) => void,
): ChildLog {
  mkdirSync(logsDir, { recursive: true, mode: 0o700 });
  const file = path.join(logsDir, `${name}.log`);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > rotateAboveBytes) renameSync(file, `${file}.1`);
  const sink = createWriteStream(file, { flags: 'a', mode: 0o600 });
  const recent: string[] = [];

  function take(line: string): void {
    sink.write(`${line}\n`);
    recent.push(line);
    if (recent.length > keptLines) recent.shift();
    const shown = loudness === 'all' ? line : loudness === 'warnings' ? warningIn(line) : null;
    if (shown !== null) show(`${name.padEnd(9)}│ ${shown}`);
  }

  return {
    file,
    follow: (stream) => createInterface({ input: stream }).on('line', take),
    lastLines: () => recent.join('\n'),
  };
}
