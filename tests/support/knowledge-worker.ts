import { connect } from 'node:net';
import pino from 'pino';
import { systemClock } from '@/lib/platform/clock';
import { databaseEnv } from '@/lib/platform/database-env';
import type { OutboundPolicy } from '@/lib/platform/outbound';
import { serviceDatabase } from '@/lib/platform/service-database';
import { makeJobStore } from '@/realtime-server/jobs/after-call';
import { makeReadKnowledge } from '@/realtime-server/jobs/knowledge';
import { websiteLimits } from '@/realtime-server/jobs/knowledge-website';
import { startJobs } from '@/realtime-server/jobs/runner';

/** Reads knowledge in a process of its own, to be killed; its leases are short. It says how large it has become. */
const log = pino({ level: 'silent' });
const store = makeJobStore({ service: serviceDatabase(), database: databaseEnv() });

/** One name is this machine. */
const policy: OutboundPolicy = {
  resolve: async (name) => (name === 'shop.example' ? ['127.0.0.1'] : ['10.0.0.1']),
  allowsAddress: (address) => address === '127.0.0.1',
  allowsPort: () => true,
  connect: ({ address, port }) => connect({ host: address, port }),
};

const read_knowledge = makeReadKnowledge({
  ...{ embed: null, noteCosts: async () => {}, policy, clock: systemClock, log },
  limits: { ...websiteLimits, pauseMs: 10 },
});
startJobs({
  store,
  handlers: { read_knowledge },
  settings: { atOnce: 1, everyMs: 100, leaseSeconds: 3, longestMs: 120_000, stopWithinMs: 1_000 },
  clock: systemClock,
  log,
});
setInterval(() => process.send?.({ rssMb: process.memoryUsage.rss() / 1024 / 1024 }), 100);
