import { costOf } from '@/lib/billing/cost';
import { carrierLine } from '@/lib/billing/prices';
import type { Step, Use } from '@/lib/contracts/limits';
import { hasSharedCaps, noStep, type Spent, stepOf } from '@/lib/limits/ladder';
import type { CallUse } from '@/lib/limits/read';
import type { CancelTimer, Clock } from '@/lib/platform/clock';
import type { CallId, TenantId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import type { CallBudget } from '../ports/call-budget';
import type { CallSetup } from '../ports/call-setup';

/** How old what is known of other servers' calls may become. */
const refreshEveryMs = 2_000;
/** What a call used is in the ledger by then, or its row is written later and counted then. */
const keepEndedMs = 60_000;

type Deps = {
  /** Under the token of the first of these calls. */
  readUse(calls: [CallId, ...CallId[]]): Promise<CallUse | null>;
  clock: Clock;
  log: Log;
};

type Counted = {
  setup: CallSetup;
  startedMs: number;
  /** By this process, since the call began here, and since the day began. */
  spent: number;
  spentToday: number;
  /** What an earlier process had noted of a call that was taken up again; null until it is known. */
  before: { total: number; today: number } | null;
  hasLineCost: boolean;
  endedMs: number | null;
  step: Step;
  listener: (step: Step) => void;
};

type Business = {
  calls: Map<CallId, Counted>;
  use: Use | null;
  /** How much of `use` is of calls that we count ourselves. */
  ledger: CallUse['calls'];
  cancelTimer: CancelTimer;
};

export type Budgets = {
  join(setup: CallSetup): CallBudget;
  /** The same sums as the database's, with what our own calls used since. */
  fresher(tenantId: TenantId, use: Use): Use;
};

/**
 * What calls cost while they run. The calls of this process are counted as the model reports; those of others are in the
 * database's sums, which are asked for again and again while somebody is on the line.
 */
export function makeBudgets({ readUse, clock, log }: Deps): Budgets {
  const businesses = new Map<TenantId, Business>();

  function businessOf(tenantId: TenantId): Business {
    const known = businesses.get(tenantId);
    if (known) return known;
    const made: Business = { calls: new Map(), use: null, ledger: {}, cancelTimer: () => {} };
    businesses.set(tenantId, made);
    return made;
  }

  /** Where no limit is set nothing is added up: this happens with every answer of every call. */
  function tell(business: Business): void {
    const limited = [...business.calls.values()].filter((call) => call.endedMs === null && hasCaps(call));
    if (limited.length === 0) return;
    const shared = dayMicroDollars(business);
    for (const call of limited) {
      const step = stepOf(call.setup.config.limits, spentBy(call, business, shared));
      if (step.rung === call.step.rung) continue;
      call.step = step;
      call.listener(step);
    }
  }

  function spentBy(call: Counted, { use }: Business, shared: number): Spent {
    return {
      callMicroDollars: call.spent + (call.before?.total ?? 0) + lineCost(call),
      dayMicroDollars: shared,
      daySeconds: (use?.daySeconds ?? 0) + (use?.liveSeconds ?? 0),
      monthSeconds: (use?.monthSeconds ?? 0) + (use?.liveSeconds ?? 0),
    };
  }

  /** Others' by the database, ours by ourselves: what is in both is counted once, and never less than either knows. */
  function dayMicroDollars({ use, ledger, calls }: Business): number {
    let sum = use?.dayMicroDollars ?? 0;
    for (const [callId, call] of calls) {
      const known = ledger[callId]?.todayMicroDollars ?? 0;
      sum += Math.max(0, call.spentToday + (call.before?.today ?? 0) + lineCost(call) - known);
    }
    return sum;
  }

  /** The carrier tells at the end; until then it is the minutes so far. */
  function lineCost({ setup, hasLineCost, startedMs, endedMs }: Counted): number {
    if (setup.channel !== 'phone' || hasLineCost || endedMs !== null) return 0;
    const lastedMs = clock.monotonicMs() - startedMs + (setup.resumed?.elapsedMs ?? 0);
    const raw = { minutes: Math.max(1, Math.ceil(lastedMs / 60_000)) };
    const cost = costOf({ kind: 'carrier_minutes', model: carrierLine, raw, at: clock.now().toISOString() });
    return cost?.microDollars ?? 0;
  }

  async function refresh(business: Business): Promise<void> {
    const [first, ...others] = [...business.calls.keys()];
    if (!first) return;
    try {
      const read = await readUse([first, ...others]);
      if (read) take(business, read);
    } catch (err) {
      log.warn({ err }, 'What a business has used could not be read; its own calls are counted on');
    }
  }

  function take(business: Business, { calls: ledger, ...use }: CallUse): void {
    const isNewDay = business.use !== null && use.day > business.use.day;
    for (const [callId, call] of business.calls) {
      if (isNewDay) call.spentToday = 0;
      if (isNewDay && call.before) call.before = { ...call.before, today: 0 };
      const noted = ledger[callId];
      call.before ??= {
        total: Math.max(0, (noted?.microDollars ?? 0) - call.spent),
        today: Math.max(0, (noted?.todayMicroDollars ?? 0) - call.spentToday),
      };
    }
    business.use = use;
    business.ledger = ledger;
    forgetEnded(business);
    tell(business);
  }

  function forgetEnded(business: Business): void {
    const nowMs = clock.monotonicMs();
    for (const [callId, { endedMs }] of business.calls) {
      if (endedMs !== null && nowMs - endedMs > keepEndedMs) business.calls.delete(callId);
    }
  }

  /** Only while somebody is on the line, and only where something has to be counted. */
  function keepFresh(tenantId: TenantId, business: Business): void {
    business.cancelTimer();
    business.cancelTimer = clock.setTimeout(() => {
      const isLive = [...business.calls.values()].some(({ endedMs }) => endedMs === null);
      if (!isLive) {
        forgetEnded(business);
        if (business.calls.size === 0) businesses.delete(tenantId);
        else keepFresh(tenantId, business);
        return;
      }
      void refresh(business).finally(() => keepFresh(tenantId, business));
    }, refreshEveryMs);
  }

  return {
    join(setup) {
      const business = businessOf(setup.tenantId);
      const call: Counted = {
        setup,
        startedMs: clock.monotonicMs(),
        spent: 0,
        spentToday: 0,
        before: setup.resumed ? null : { total: 0, today: 0 },
        hasLineCost: false,
        endedMs: null,
        step: noStep,
        listener: () => {},
      };
      business.calls.set(setup.callId, call);
      business.use ??= setup.use ?? null;
      if (hasSharedCaps(setup.config.limits)) keepFresh(setup.tenantId, business);
      if (hasSharedCaps(setup.config.limits) || setup.resumed) void refresh(business);
      return {
        spent(microDollars, isLine = false) {
          call.spent += microDollars;
          call.spentToday += microDollars;
          call.hasLineCost ||= isLine;
          tell(business);
        },
        watch(listener) {
          call.listener = listener;
          if (!hasCaps(call)) return;
          call.step = stepOf(setup.config.limits, spentBy(call, business, dayMicroDollars(business)));
          listener(call.step);
        },
        leave() {
          call.endedMs ??= clock.monotonicMs();
          if (!hasSharedCaps(setup.config.limits)) {
            business.calls.delete(setup.callId);
            if (business.calls.size === 0) {
              business.cancelTimer();
              businesses.delete(setup.tenantId);
            }
          }
        },
      };
    },

    fresher(tenantId, use) {
      const business = businesses.get(tenantId);
      if (!business?.use || business.use.day !== use.day) return use;
      const ours = dayMicroDollars(business);
      return { ...use, dayMicroDollars: Math.max(use.dayMicroDollars, ours) };
    },
  };
}

function hasCaps({ setup }: Counted): boolean {
  const { limits } = setup.config;
  return limits.maxCallMicroDollars !== null || hasSharedCaps(limits);
}
