import { makeLiveFeeds } from '@/lib/call/live-feed';
import { systemClock } from '@/lib/platform/clock';
import { makeLog } from '@/lib/platform/log';

const log = makeLog('live');

/** One for the process: everybody who watches a tenant shares its poller. */
export const liveFeeds = makeLiveFeeds(systemClock, (error) =>
  log.warn({ err: error }, 'a live feed could not be read'),
);
