import { findConfigOfCall } from '@/lib/admission/read';
import type { Clock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import type { Log } from '@/lib/platform/log';
import { type Fallback, fallbackOf, noFallback } from '../ports/fallback';
import type { ConfigCache } from './config-cache';
import { loadConfig } from './load-config';
import { within } from './within';

type Deps = { service: Db; cache: Pick<ConfigCache, 'find' | 'fallbackOf'>; clock: Clock; log: Log };
type AskedCall = { callSid: string; dialedNumber: string };

const lookWithinMs = 1_500;

/** Where this caller goes when we cannot talk to them. A replica that never saw their number asks the database. */
export function makeFallbackOfCall({ service, cache, clock, log }: Deps) {
  return async function fallbackOfCall({ callSid, dialedNumber }: AskedCall): Promise<Fallback> {
    if (cache.find(dialedNumber)) return cache.fallbackOf(dialedNumber);
    try {
      const stored = await within(findConfigOfCall(service, callSid), lookWithinMs, clock);
      if (!stored) return noFallback;
      return fallbackOf(loadConfig({ config: stored.config, previousConfig: null, platformDefaults: null }).config);
    } catch (err) {
      log.error({ err }, 'Nobody knows where a call that failed could go');
      return noFallback;
    }
  };
}
