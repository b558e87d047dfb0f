import { type Weekday, weekdays } from '@/lib/contracts/hours';

/** A moment as a clock on the tenant's wall shows it. */
export type LocalTime = { date: string; weekday: Weekday; time: string };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const formats = new Map<string, Intl.DateTimeFormat>();

export function localTime(now: Date, timeZone: string): LocalTime {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  const date = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;

  return { date, weekday: weekdayOf(date), time: `${parts.get('hour')}:${parts.get('minute')}` };
}

/**
 * The first moment at which the wall shows that time or later: a time that the clocks skip is taken at the skip, and
 * of a time that comes twice the first is meant.
 */
export function momentAt(date: string, time: string, timeZone: string): Date {
  const wanted = `${date}T${time === '24:00' ? '23:59' : time}`;
  const target = Date.parse(`${wanted}:00Z`) + (time === '24:00' ? minuteMs : 0);
  // No zone is more than a day away from UTC; the wall's reading grows with time, but for an hour gone back.
  let early = target - dayMs;
  let late = target + dayMs;
  while (late - early > minuteMs) {
    const middle = Math.floor((early + late) / 2 / minuteMs) * minuteMs;
    if (wallMs(middle, timeZone) < target) early = middle;
    else late = middle;
  }
  return firstOf(late, target, timeZone);
}

/** Calendar arithmetic on local dates: no instant is involved, so no clock change can bend it. */
export function addDays(date: string, days: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

export function weekdayOf(date: string): Weekday {
  const sundayFirst = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekdays[(sundayFirst + 6) % 7] ?? 'monday';
}

/** What the wall shows, as if it were UTC. */
function wallMs(at: number, timeZone: string): number {
  const { date, time } = localTime(new Date(at), timeZone);
  return Date.parse(`${date}T${time}:00Z`);
}

/** Clocks go back by at most three hours. */
function firstOf(found: number, target: number, timeZone: string): Date {
  for (const back of [180, 120, 60, 30]) {
    const earlier = found - back * minuteMs;
    if (wallMs(earlier, timeZone) === target) return new Date(earlier);
  }
  return new Date(found);
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;

  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}
