import { type Weekday, weekdays } from '@/lib/contracts/hours';
import { addDays, weekdayOf } from './local-time';

/** A day of a year, or none where the year has no such day. */
export type DayRule = (year: number) => string | null;

export function fixed(month: number, day: number): DayRule {
  return (year) => dateOf(year, month, day);
}

/** The nth such weekday of a month, counted from 1. */
export function nth(count: number, weekday: Weekday, month: number): DayRule {
  return (year) => addDays(onOrAfter(weekday, dateOf(year, month, 1)), (count - 1) * 7);
}

export function last(weekday: Weekday, month: number): DayRule {
  return (year) => onOrBefore(weekday, addDays(month === 12 ? dateOf(year + 1, 1, 1) : dateOf(year, month + 1, 1), -1));
}

/** That weekday, on the day itself or the nearest one before it. */
export function upTo(weekday: Weekday, month: number, day: number): DayRule {
  return (year) => onOrBefore(weekday, dateOf(year, month, day));
}

export function fromEaster(days: number): DayRule {
  return (year) => addDays(easterSunday(year), days);
}

/** Dates that no rule of the sun gives, as they were published. */
export function published(dates: Record<number, string>): DayRule {
  return (year) => (dates[year] ? `${year}-${dates[year]}` : null);
}

export function since(first: number, rule: DayRule): DayRule {
  return (year) => (year < first ? null : rule(year));
}

/** Western Easter, by the anonymous Gregorian computus. */
export function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * sunday) / 451);
  const count = epact + sunday - 7 * late + 114;
  return dateOf(year, Math.floor(count / 31), (count % 31) + 1);
}

function onOrAfter(weekday: Weekday, date: string): string {
  return addDays(date, (position(weekday) - position(weekdayOf(date)) + 7) % 7);
}

function onOrBefore(weekday: Weekday, date: string): string {
  return addDays(date, -((position(weekdayOf(date)) - position(weekday) + 7) % 7));
}

function position(weekday: Weekday): number {
  return weekdays.indexOf(weekday);
}

function dateOf(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
