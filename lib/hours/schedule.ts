import { type Hours, type HoursBlock, type Weekday, weekdays } from '@/lib/contracts/hours';
import { addDays, type LocalTime, localTime, weekdayOf } from './local-time';

export type Opening = { date: string; weekday: Weekday; opens: string };

const daysToLookAhead = 366;

/** The blocks of a local date: a one-off day replaces its weekday. */
export function blocksOn(hours: Hours, date: string): HoursBlock[] {
  return hours.days.find((day) => day.date === date)?.blocks ?? hours.week[weekdayOf(date)];
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

export function opensAtAll({ week, days }: Hours): boolean {
  return weekdays.some((weekday) => week[weekday].length > 0) || days.some(({ blocks }) => blocks.length > 0);
}

/** One line per day, Monday first, in words that can be read aloud. */
export function describeWeek({ week }: Hours): string[] {
  return weekdays.map((weekday) => `${capitalised(weekday)}: ${describeBlocks(week[weekday])}`);
}

/** The one-off days from a local date on, soonest first. */
export function describeSpecialDays({ days }: Hours, from: string): string[] {
  return days
    .filter(({ date }) => date >= from)
    .toSorted((one, other) => one.date.localeCompare(other.date))
    .map(({ date, label, blocks }) => `${describeDate(date)}${label && ` (${label})`}: ${describeBlocks(blocks)}`);
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
  return blocksOn(hours, date).some(({ opens, closes }) => opens <= time && time < closes);
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
