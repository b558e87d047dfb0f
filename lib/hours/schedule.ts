import { type Hours, type HoursBlock, type Week, type Weekday, weekdays } from '@/lib/contracts/hours';
import { holidayClosing, holidaysIn } from './holidays';
import { addDays, type LocalTime, localTime, weekdayOf } from './local-time';

export type Opening = { date: string; weekday: Weekday; opens: string };

const daysToLookAhead = 366;

/** Why we are closed, where we are: between two blocks, after hours, or all day for a reason that has a name. */
export type Situation = { kind: 'open' | 'break' | 'closed' } | { kind: 'holiday'; name: string };

/** The blocks of a local date: a one-off day outranks a holiday, and a holiday its weekday. */
export function blocksOn(hours: Hours, date: string): HoursBlock[] {
  const oneOff = hours.days.find((day) => day.date === date);
  if (oneOff) return oneOff.blocks;
  return holidayClosing(hours.holidays, date) ? [] : hours.week[weekdayOf(date)];
}

/** What a date is closed for; null on a day with hours, and on a weekday that never has any. */
export function closedDayName(hours: Hours, date: string): string | null {
  const oneOff = hours.days.find((day) => day.date === date);
  if (oneOff) return oneOff.blocks.length === 0 ? oneOff.label || 'a day off' : null;
  return holidayClosing(hours.holidays, date);
}

export function situationAt(hours: Hours, timeZone: string, now: Date): Situation {
  const local = localTime(now, timeZone);
  if (isOpenOn(hours, local)) return { kind: 'open' };

  const name = closedDayName(hours, local.date);
  if (name) return { kind: 'holiday', name };
  const blocks = blocksOn(hours, local.date);
  const isBetween = blocks.some(({ closes }) => closes <= local.time) && blocks.some(({ opens }) => opens > local.time);
  return { kind: isBetween ? 'break' : 'closed' };
}

export function isOpenAt(hours: Hours, timeZone: string, now: Date): boolean {
  return isOpenOn(hours, localTime(now, timeZone));
}

/** When the doors open next after now; null where they never do within a year. */
export function nextOpening(hours: Hours, timeZone: string, now: Date): Opening | null {
  const { date: today, time } = localTime(now, timeZone);

  for (let ahead = 0; ahead <= daysToLookAhead; ahead += 1) {
    const date = addDays(today, ahead);
    const opening = blocksOn(hours, date).find(({ opens }) => ahead > 0 || opens > time);
    if (opening) return { date, weekday: weekdayOf(date), opens: opening.opens };
  }
  return null;
}

export function isWithinWeek(week: Week, timeZone: string, now: Date): boolean {
  const { weekday, time } = localTime(now, timeZone);
  return contain(week[weekday], time);
}

export function opensAtAll({ week, days }: Hours): boolean {
  return weekdays.some((weekday) => week[weekday].length > 0) || days.some(({ blocks }) => blocks.length > 0);
}

/** One line per day, Monday first, in words that can be read aloud. */
export function describeWeek({ week }: Hours): string[] {
  return weekdays.map((weekday) => `${capitalised(weekday)}: ${describeBlocks(week[weekday])}`);
}

/** The one-off days and the chosen holidays from a local date on, soonest first; holidays for a year ahead. */
export function describeSpecialDays(hours: Hours, from: string): string[] {
  const oneOff = hours.days.filter(({ date }) => date >= from);
  const holidays = holidayDates(hours, from).filter(({ date }) => !oneOff.some((day) => day.date === date));

  return [...oneOff, ...holidays]
    .toSorted((one, other) => one.date.localeCompare(other.date))
    .map(({ date, label, blocks }) => `${describeDate(date)}${label && ` (${label})`}: ${describeBlocks(blocks)}`);
}

function holidayDates({ holidays }: Hours, from: string): Hours['days'] {
  if (!holidays.country) return [];
  const until = addDays(from, daysToLookAhead);
  const year = Number(from.slice(0, 4));
  const country = holidays.country;
  const dates = [year, year + 1, year + 2]
    .flatMap((one) => holidaysIn(country, one))
    .flatMap(({ date, inLieu }) => (inLieu ? [date, inLieu] : [date]));

  return [...new Set(dates)].flatMap((date) => {
    const label = date >= from && date <= until ? holidayClosing(holidays, date) : null;
    return label ? [{ date, label, blocks: [] }] : [];
  });
}

export function describeBlocks(blocks: HoursBlock[]): string {
  const [first] = blocks;
  if (!first) return 'closed';
  if (blocks.length === 1 && first.opens === '00:00' && first.closes === '24:00') return 'open all day and night';

  return blocks.map(({ opens, closes }) => `${describeClock(opens)} to ${describeClock(closes)}`).join(' and ');
}

/** "24 December 2026" with its weekday in front. */
export function describeDate(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return date;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(day);
}

/** "9 am", "12:30 pm", "noon", "midnight". */
export function describeClock(time: string): string {
  if (time === '00:00' || time === '24:00') return 'midnight';
  if (time === '12:00') return 'noon';

  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 || 12}${minutes} ${hour < 12 ? 'am' : 'pm'}`;
}

function isOpenOn(hours: Hours, { date, time }: LocalTime): boolean {
  return contain(blocksOn(hours, date), time);
}

function contain(blocks: HoursBlock[], time: string): boolean {
  return blocks.some(({ opens, closes }) => opens <= time && time < closes);
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
