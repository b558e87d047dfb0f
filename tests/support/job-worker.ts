import pino from 'pino';
import { failJob } from '@/lib/job/write';
import { systemClock } from '@/lib/platform/clock';
import { databaseEnv } from '@/lib/platform/database-env';
import { serviceDatabase } from '@/lib/platform/service-database';
import { makeHandlers, makeJobStore } from '@/realtime-server/jobs/after-call';
import { startJobs } from '@/realtime-server/jobs/runner';

/** A worker in a process of its own, to be killed. Its leases are short, and what fails comes back at once. */
const log = pino({ level: 'silent' });
const store = makeJobStore({ service: serviceDatabase(), database: databaseEnv() });

startJobs({
  store: { ...store, fail: (db, problem) => failJob(db, problem, 0) },
  handlers: { summarize_call: makeHandlers({ model: null, clock: systemClock, log }).summarize_call },
  settings: { atOnce: 12, everyMs: 100, leaseSeconds: 4, longestMs: 60_000, stopWithinMs: 1_000 },
  clock: systemClock,
  log,
});
process.send?.('ready');
