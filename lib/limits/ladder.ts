import { type Cap, caps, type Limits, type Rung, rungs, type Step, type Use } from '@/lib/contracts/limits';

/** What one call, and its business, has used by now. */
export type Spent = {
  callMicroDollars: number;
  dayMicroDollars: number;
  daySeconds: number;
  monthSeconds: number;
};

/** Percent of a limit from which on each rung holds. */
export const fromPercent = { shorter: 80, message: 90, over: 100 } as const;

export const noStep: Step = { rung: 'full', cap: null, percent: 0 };

/** The rung that the limit allows which is used up by most. */
export function stepOf(limits: Limits, spent: Spent): Step {
  const used = usedOf(limits, spent).reduce((most, one) => (one.percent > most.percent ? one : most), {
    cap: null as Cap | null,
    percent: 0,
  });
  const rung = rungAt(used.percent);
  return rung === 'full' ? noStep : { rung, cap: used.cap, percent: Math.floor(used.percent) };
}

/** Calls in progress count as they stand; a call that comes in has used nothing itself. */
export function spentAtAdmission({ dayMicroDollars, daySeconds, monthSeconds, liveSeconds }: Use): Spent {
  return {
    callMicroDollars: 0,
    dayMicroDollars,
    daySeconds: daySeconds + liveSeconds,
    monthSeconds: monthSeconds + liveSeconds,
  };
}

export function isHigher(rung: Rung, than: Rung): boolean {
  return rungs.indexOf(rung) > rungs.indexOf(than);
}

/** Whether anything has to be counted at all. */
export function hasSharedCaps({ maxDayMinutes, maxMonthMinutes, maxDayMicroDollars }: Limits): boolean {
  return maxDayMinutes !== null || maxMonthMinutes !== null || maxDayMicroDollars !== null;
}

/** Each limit that is set, with how much of it is used. */
export function usedOf(limits: Limits, spent: Spent): { cap: Cap; percent: number }[] {
  const of: Record<Cap, { used: number; limit: number | null }> = {
    call_money: { used: spent.callMicroDollars, limit: limits.maxCallMicroDollars },
    day_money: { used: spent.dayMicroDollars, limit: limits.maxDayMicroDollars },
    day_minutes: { used: spent.daySeconds, limit: seconds(limits.maxDayMinutes) },
    month_minutes: { used: spent.monthSeconds, limit: seconds(limits.maxMonthMinutes) },
  };
  return caps.flatMap((cap) => {
    const { used, limit } = of[cap];
    return limit === null ? [] : [{ cap, percent: (used * 100) / limit }];
  });
}

function seconds(minutes: number | null): number | null {
  return minutes === null ? null : minutes * 60;
}

function rungAt(percent: number): Rung {
  if (percent >= fromPercent.over) return 'over';
  if (percent >= fromPercent.message) return 'message';
  return percent >= fromPercent.shorter ? 'shorter' : 'full';
}
