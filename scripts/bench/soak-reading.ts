import { z } from 'zod';
import type { Subject } from './subject';

export const readingSchema = z.object({
  heapUsed: z.number(),
  external: z.number(),
  rss: z.number(),
  handles: z.record(z.string(), z.number()),
  listeners: z.number(),
  emitters: z.number(),
  warnings: z.number(),
});
export type Reading = z.infer<typeof readingSchema>;

/** Collecting takes a while on a machine that others use too. */
const answerWithinMs = 300_000;

/** What the server holds, told by its watcher. */
export function look({ process: server }: Subject): Promise<Reading> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('The server did not say what it holds.')), answerWithinMs);
    server.once('message', (message) => {
      clearTimeout(late);
      resolve(readingSchema.parse(message));
    });
    server.send('look');
  });
}

/** Timers that are kept for a while by design are told apart from what must go with its call. */
export function handlesOf({ handles }: Reading): number {
  return Object.entries(handles).reduce((sum, [kind, count]) => (kind === 'Timeout' ? sum : sum + count), 0);
}

export function timersOf({ handles }: Reading): number {
  return handles.Timeout ?? 0;
}

export type Growth = { what: string; before: number; after: number; allowed: number; isFine: boolean };

/** A server at rest after many calls holds what it held at rest after a few. */
export function growthBetween(before: Reading, after: Reading): Growth[] {
  const row = (what: string, from: number, to: number, allowed: number): Growth => ({
    ...{ what, before: from, after: to, allowed },
    isFine: to - from <= allowed,
  });
  const kb = (bytes: number) => Math.round(bytes / 1_024);
  return [
    row('heap, KB', kb(before.heapUsed), kb(after.heapUsed), Math.round(kb(before.heapUsed) * 0.1)),
    row('outside the heap, KB', kb(before.external), kb(after.external), 4_096),
    row('handles', handlesOf(before), handlesOf(after), 8),
    row('timers', timersOf(before), timersOf(after), 8),
    row('emitters', before.emitters, after.emitters, 64),
    row('listeners of the process', before.listeners, after.listeners, 0),
    row('warnings of too many listeners', before.warnings, after.warnings, 0),
  ];
}
