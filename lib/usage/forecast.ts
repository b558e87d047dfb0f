import { addDays, daysOf, type Month } from './month';

type Spent = { day: string; amount: number };

/** This many days back is what a coming day is judged by: four of each weekday. */
export const historyDays = 28;
/** Fewer whole days say nothing. */
const fewestDays = 3;

/**
 * What the month will have come to at its end, in whole units: what is spent, and for today and each day to come what such
 * a weekday took on average of late. Null where too little is known. `spent` are days on which anything was, in any order.
 */
export function forecastMonth(spent: readonly Spent[], month: Month, today: string): number | null {
  const costOn = new Map(spent.map(({ day, amount }) => [day, amount]));
  const history = wholeDays(spent, today);
  if (history.length < fewestDays) return null;

  const all = history.map((day) => costOn.get(day) ?? 0);
  const expectedOn = (day: string) => {
    const alike = history.filter((past) => weekday(past) === weekday(day)).map((past) => costOn.get(past) ?? 0);
    return mean(alike.length > 0 ? alike : all);
  };
  const total = daysOf(month).reduce((sum, day) => {
    const known = costOn.get(day) ?? 0;
    return sum + (day < today ? known : Math.max(known, expectedOn(day)));
  }, 0);
  return Math.round(total);
}

/** The whole days of late, from the first on which anything was spent. */
function wholeDays(spent: readonly Spent[], today: string): string[] {
  const earliest = addDays(today, -historyDays);
  const days = spent.map(({ day }) => day).filter((day) => day >= earliest && day < today);
  const firstDay = days.reduce((least, day) => (day < least ? day : least), today);
  return daysOf({ firstDay, endDay: today });
}

const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
