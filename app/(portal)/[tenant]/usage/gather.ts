import { localDay, startOfDay } from '@/lib/call/local-day';
import { formatMonthDay } from '@/lib/format/day';
import { readNumbers } from '@/lib/number/read';
import { countableQuotas, minuteQuota, type TenantPlan } from '@/lib/plan/plan';
import { readTenantPlan } from '@/lib/plan/read';
import type { Member } from '@/lib/portal/session';
import { forecastMonth, historyDays } from '@/lib/usage/forecast';
import { addDays, daysOf, type Month, monthOf, readMonth } from '@/lib/usage/month';
import { readUsageByNumber, readUsageDays } from '@/lib/usage/read';
import { sumUsage } from '@/lib/usage/usage';
import { readWallClock } from '../calls/gather';

/** One month as the tenant's wall shows it; the present one with what its end will bring. */
export async function gatherUsage(member: Member, asked: string | undefined, now: Date) {
  const { db, tenantId } = member;
  const { timeZone } = await readWallClock(member);
  const today = localDay(now, timeZone);
  const month = readMonth(asked, today);
  const isPresent = month.name === monthOf(today).name;

  const history = addDays(today, -historyDays);
  const since = isPresent && history < month.firstDay ? history : month.firstDay;
  const from = startOfDay(month.firstDay, timeZone);
  const until = startOfDay(month.endDay, timeZone);
  const [used, numbers, known, taken] = await Promise.all([
    readUsageDays(db, tenantId, { from: startOfDay(since, timeZone), until, timeZone }),
    readUsageByNumber(db, tenantId, { from, until }),
    readNumbers(db, tenantId),
    readTenantPlan(db, tenantId),
  ]);
  const inMonth = used.filter(({ day }) => day >= month.firstDay);
  const foresee = (of: 'microDollars' | 'seconds') =>
    forecastMonth(
      used.map((each) => ({ day: each.day, amount: each[of] })),
      month,
      today,
    );

  return {
    timeZone,
    month,
    isPresent,
    days: daysOf(month),
    used: inMonth,
    numbers,
    labels: Object.fromEntries(known.map(({ e164, label }) => [e164, label])),
    forecast: isPresent ? foresee('microDollars') : undefined,
    plan: taken && isPresent ? planOf(taken, sumUsage(inMonth).seconds, foresee('seconds'), month) : null,
  };
}

/** The plan that runs, against what the present month has used. */
function planOf(taken: TenantPlan, usedSeconds: number, forecastSeconds: number | null, month: Month) {
  const { name, microDollars } = taken.plan;
  return {
    ...{ name, microDollars, quotas: countableQuotas(taken) },
    minutes: minuteQuota(taken.plan, usedSeconds, forecastSeconds),
    lastDay: formatMonthDay(addDays(month.endDay, -1)),
  };
}
