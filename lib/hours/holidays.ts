import type { HolidayChoice, HolidayCountry } from '@/lib/contracts/hours';
import { holidayRules, type InLieu } from './holiday-rules';
import { addDays, weekdayOf } from './local-time';

export type Holiday = {
  id: string;
  name: string;
  date: string;
  /** The day that stands in for it, where it falls on a weekend. */
  inLieu: string | null;
};

export type HolidayOption = { id: string; name: string; where: string | null; next: Holiday | null };

const perYear = new Map<string, Holiday[]>();

/** The holidays that begin in a year, by date. */
export function holidaysIn(country: HolidayCountry, year: number): Holiday[] {
  const key = `${country}${year}`;
  const known = perYear.get(key);
  if (known) return known;

  const holidays = holidayRules[country]
    .flatMap(({ id, name, on, inLieu }) => {
      const date = on(year);
      return date ? [{ id, name, date, inLieu: inLieu ? dayInLieu(date, inLieu) : null }] : [];
    })
    .toSorted((one, other) => one.date.localeCompare(other.date));
  perYear.set(key, holidays);
  return holidays;
}

/** The name of the chosen holiday that closes us on a local date; null on other days. */
export function holidayClosing({ country, closedOn, inLieu }: HolidayChoice, date: string): string | null {
  if (!country || closedOn.length === 0) return null;

  // A Saturday's New Year may be kept on the last day of the year before.
  for (const year of [Number(date.slice(0, 4)), Number(date.slice(0, 4)) + 1]) {
    for (const holiday of holidaysIn(country, year)) {
      if (!closedOn.includes(holiday.id)) continue;
      if (holiday.date === date) return holiday.name;
      if (inLieu && holiday.inLieu === date) return `${holiday.name}, day in lieu`;
    }
  }
  return null;
}

/** What an owner may choose from, each with its next date from a local date on. */
export function holidayOptions(country: HolidayCountry, from: string): HolidayOption[] {
  const year = Number(from.slice(0, 4));
  const coming = [year, year + 1, year + 2].flatMap((one) => holidaysIn(country, one));

  return holidayRules[country].map(({ id, name, where }) => ({
    id,
    name,
    where: where ?? null,
    next: coming.find((holiday) => holiday.id === id && lastDayOf(holiday) >= from) ?? null,
  }));
}

/** The names of the chosen holidays, in the order of their list. */
export function closedHolidayNames({ country, closedOn }: HolidayChoice): string[] {
  if (!country) return [];
  return holidayRules[country].filter(({ id }) => closedOn.includes(id)).map(({ name }) => name);
}

/** What is kept in the whole country: where a list of holidays begins. */
export function usualHolidays(country: HolidayCountry): string[] {
  return holidayRules[country].filter(({ where }) => !where).map(({ id }) => id);
}

function lastDayOf({ date, inLieu }: Holiday): string {
  return inLieu && inLieu > date ? inLieu : date;
}

function dayInLieu(date: string, rule: InLieu): string | null {
  const weekday = weekdayOf(date);
  if (weekday === 'saturday') return addDays(date, rule === 'nearest' ? -1 : 2);
  if (weekday === 'sunday') return addDays(date, rule === 'tuesday' ? 2 : 1);
  return null;
}
