import { randomUUID } from 'node:crypto';
import { readCallFacts } from '@/lib/admission/read';
import { answerCall, spendTicket } from '@/lib/admission/write';
import { closeTurns, finishCall, saveEvents } from '@/lib/call/write';
import type { Step } from '@/lib/contracts/limits';
import { noStep, spentAtAdmission, stepOf } from '@/lib/limits/ladder';
import type { Clock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import { takeBackCaller } from '@/lib/transfer/write';
import type { Admission } from '../ports/admission';
import type { Answer, IncomingCall } from '../ports/answer';
import type { CallSetup } from '../ports/call-setup';
import { admit, admitFromCache, cacheable } from './admit';
import type { Budgets } from './budgets';
import { makeCallSetup } from './call-setup';
import type { ConfigCache } from './config-cache';
import type { OwnerNotice } from './owner-notice';
import { blocked, isBlocked, route } from './route';
import { within } from './within';

/** Carriers give up after 15 s; a caller hears ringing meanwhile. */
export const answerWithinMs = 2_500;
const spendWithinMs = 2_000;
/** Left free for what the server before may still have on its disk: more than is said while a database is away. */
const placesForLateTurns = 1_000;

type Deps = {
  service: Db;
  callDb(callId: CallSetup['callId']): Db;
  cache: ConfigCache;
  /** On the line here, or let in and about to be. */
  liveCallsOf(tenantId: string): number;
  ownerNotice: OwnerNotice;
  /** What this process knows to have been used since the database last counted; absent, nothing is. */
  fresherUse?: Budgets['fresher'];
  clock: Clock;
  log: Log;
};

export function makeAdmission({
  service,
  callDb,
  cache,
  liveCallsOf,
  ownerNotice,
  fresherUse,
  clock,
  log,
}: Deps): Admission {
  return {
    async answer(asked, { staffWereRung } = { staffWereRung: false }) {
      const so = { now: clock.now(), staffWereRung };
      try {
        const admission = await within(answerCall(service, asked), answerWithinMs, clock);
        if (admission.decision === 'admit') {
          cache.remember(asked.to, cacheable(admission));
        } else if (admission.decision !== 'busy' && admission.decision !== 'blocked') {
          cache.forget(asked.to);
        }
        if (admission.decision === 'busy' && isBlocked(cache.find(asked.to), asked, so.now)) return blocked;
        const answer = admit(admission, asked);
        if (admission.decision !== 'admit' || answer.kind !== 'connect') return answer;

        ownerNotice.sectionsReplaced(answer.setup, admission.versionNumber);
        const step = stepAtAdmission(answer.setup);
        const routed = route(answer, { ...so, isOverCap: step.rung === 'over' });
        if (routed === blocked) noteBlocked(answer.setup.callId);
        else if (step.rung === 'over' && routed.kind === 'route') noteCap(answer.setup, step);
        return routed;
      } catch (err) {
        log.error({ err }, 'The database did not admit the call; answering from the cache');
        return route(answerFromCache(asked), so);
      }
    },

    spend: (ticketHash, callSid) => within(spendTicket(service, ticketHash, callSid), spendWithinMs, clock),

    async setUpFrom(spent, carrierCallSid) {
      const own = { callId: mintCallId(spent.callId), tenantId: mintTenantId(spent.tenantId) };
      const facts = await readCallFacts(callDb(own.callId), own.callId);
      if (facts.answeredAt) await closeTurns(callDb(own.callId), own);
      const returnedFrom = facts.answeredAt ? await takeBackCaller(callDb(own.callId)) : null;
      const resumed = facts.answeredAt && {
        lastSequence: facts.lastSequence + placesForLateTurns,
        elapsedMs: Math.max(0, clock.now().getTime() - facts.answeredAt.getTime()),
      };
      return {
        ...makeCallSetup(
          spent,
          {
            channel: carrierCallSid === null ? 'browser' : 'phone',
            carrierCallSid,
            callerNumber: facts.callerNumber,
            dialedNumber: facts.dialedNumber,
          },
          resumed,
        ),
        returnedFrom,
      };
    },
  };

  /** The caller is rejected meanwhile; a call that is not noted so ends by itself, as missed. */
  function noteBlocked(callId: CallSetup['callId']): void {
    const ending = { reason: 'refused_blocked', outcome: 'refused', at: clock.now() } as const;
    finishCall(callDb(callId), ending).catch((err) => log.error({ err, callId }, 'A blocked call was not noted'));
  }

  function stepAtAdmission({ tenantId, config, use }: CallSetup): Step {
    if (!use) return noStep;
    const known = fresherUse?.(tenantId, use) ?? use;
    return stepOf(config.limits, spentAtAdmission(known));
  }

  function noteCap({ callId, tenantId }: CallSetup, step: Step): void {
    const event = { id: randomUUID(), kind: 'cap_step', at: clock.now(), detail: { ...step } };
    saveEvents(callDb(callId), { callId, tenantId }, [event]).catch((err) =>
      log.error({ err, callId }, 'A limit that was reached was not noted'),
    );
  }

  function answerFromCache(asked: IncomingCall): Answer {
    const cached = cache.find(asked.to);
    const answer = admitFromCache(cached, asked, {
      callId: randomUUID(),
      liveCalls: cached ? liveCallsOf(cached.tenantId) : 0,
    });
    if (answer.kind !== 'connect' || !cached) return answer;
    return {
      ...answer,
      late: {
        callSid: asked.callSid,
        callerNumber: asked.from,
        dialedNumber: asked.to,
        versionNumber: cached.versionNumber,
        startedAt: clock.now(),
      },
    };
  }
}
