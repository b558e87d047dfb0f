import type { Admission, Admitted } from '@/lib/contracts/admission';
import { linesOf } from '@/lib/plan/lines';
import type { Answer, IncomingCall } from '../ports/answer';
import { makeCallSetup, type ProvenCall } from './call-setup';
import type { CachedNumber } from './config-cache';
import { loadConfig, safeNumber } from './load-config';

/** What the database decided, as an answer to the caller. */
export function admit(admission: Admission, asked: IncomingCall): Answer {
  if (admission.decision === 'admit') return { kind: 'connect', setup: makeCallSetup(admission, lineOf(asked)) };
  if (admission.decision === 'unknown_number') return refuse('unknown_number');
  return {
    kind: 'refuse',
    why: admission.decision,
    businessName: admission.businessName,
    fallbackNumber: safeNumber(admission.fallbackNumber),
  };
}

/** The same without the database: what was known of the number last, and how many calls we hold ourselves. */
export function admitFromCache(
  cached: CachedNumber | null,
  asked: IncomingCall,
  holding: { callId: string; liveCalls: number },
): Answer {
  if (!cached) return refuse('unavailable');

  const { config } = loadConfig(cached);
  if (holding.liveCalls >= linesOf(config.limits.maxLiveCalls, cached.planLines ?? null)) {
    return {
      kind: 'refuse',
      why: 'busy',
      businessName: config.identity.businessName,
      fallbackNumber: config.routing.fallbackNumber,
    };
  }
  const proven: ProvenCall = { ...cached, callId: holding.callId, history: [], caller: null };
  return { kind: 'connect', setup: makeCallSetup(proven, lineOf(asked)) };
}

export function cacheable({ tenantId, versionNumber, config, previousConfig, platformDefaults, planLines }: Admitted) {
  return { tenantId, versionNumber, config, previousConfig, platformDefaults, planLines };
}

function refuse(why: 'unknown_number' | 'unavailable'): Answer {
  return { kind: 'refuse', why, businessName: null, fallbackNumber: null };
}

function lineOf({ callSid, from, to }: IncomingCall) {
  return { channel: 'phone' as const, carrierCallSid: callSid, callerNumber: from, dialedNumber: to };
}
