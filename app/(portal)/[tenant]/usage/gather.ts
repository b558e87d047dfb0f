import { localDay, startOfDay } from '@/lib/call/local-day';
import { readNumbers } from '@/lib/number/read';
import type { Member } from '@/lib/portal/session';
import { forecastMonth, historyDays } from '@/lib/usage/forecast';
import { addDays, daysOf, monthOf, readMonth } from '@/lib/usage/month';
import { readUsageByNumber, readUsageDays } from '@/lib/usage/read';
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
  const [used, numbers, known] = await Promise.all([
    readUsageDays(db, tenantId, { from: startOfDay(since, timeZone), until, timeZone }),
    readUsageByNumber(db, tenantId, { from, until }),
    readNumbers(db, tenantId),
  ]);

  return {
    timeZone,
    month,
    isPresent,
    days: daysOf(month),
    used: used.filter(({ day }) => day >= month.firstDay),
    numbers,
    labels: Object.fromEntries(known.map(({ e164, label }) => [e164, label])),
    forecast: isPresent ? forecastMonth(used, month, today) : undefined,
  };
}
