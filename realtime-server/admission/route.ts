import { planCall } from '@/lib/agent/plan-call';
import type { Answer, IncomingCall } from '../ports/answer';
import type { CachedNumber } from './config-cache';
import { loadConfig } from './load-config';

type Asked = { now: Date; staffWereRung: boolean; isOverCap?: boolean };

/** What the owner's routing makes of a call that was let in: our agent, or something that comes before it. */
export function route(answer: Answer, { now, staffWereRung, isOverCap }: Asked): Answer {
  if (answer.kind !== 'connect') return answer;
  const { config, callerNumber, dialedNumber } = answer.setup;
  const plan = planCall({
    ...{ config, now, callerNumber, dialedNumber, isOverCap },
    liveCalls: 0,
    tenantStatus: 'active',
  });
  const steps = plan.steps.filter((step) => !(staffWereRung && step.do === 'ring_staff'));
  const [first] = steps;

  if (first?.do === 'reject') return blocked;
  return first?.do === 'agent' ? answer : { ...answer, kind: 'route', steps };
}

/** Somebody who is blocked hears nothing of busy lines, and gets no fallback. */
export function isBlocked(cached: CachedNumber | null, { from, to }: IncomingCall, now: Date): boolean {
  if (!cached) return false;
  const { config } = loadConfig(cached);
  const known = { config, now, callerNumber: from, dialedNumber: to, liveCalls: 0, tenantStatus: 'active' as const };
  return planCall(known).steps.some((step) => step.do === 'reject');
}

export const blocked: Answer = { kind: 'refuse', why: 'blocked', businessName: null, fallbackNumber: null };
