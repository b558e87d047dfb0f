import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const runningSchema = z.object({
  pid: z.number(),
  since: z.string(),
  portalUrl: z.string(),
  realtimeUrl: z.string(),
  /** What signatures are made over. */
  realtimePublicUrl: z.string(),
  supabaseUrl: z.string(),
  /** Null when nothing is practised: then there is no carrier to place a call with. */
  practiceUrl: z.string().nullable(),
  mailboxUrl: z.string().nullable(),
  twilio: z.object({ accountSid: z.string().nullable(), authToken: z.string() }),
  logsDir: z.string(),
});

/** How `npm run call` and its like find the product that runs on a data folder. Holds a secret: mode 0600. */
export type Running = z.infer<typeof runningSchema>;

const fileOf = (dataDir: string) => path.join(dataDir, 'running.json');

export function writeRunning(dataDir: string, running: Running): void {
  const draft = `${fileOf(dataDir)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, fileOf(dataDir));
}

/** Null when nothing was started on this data folder. */
export function readRunning(dataDir: string): Running | null {
  try {
    return runningSchema.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
  } catch {
    return null;
  }
}

export function removeRunning(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}
