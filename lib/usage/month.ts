/** A calendar month by its days, as the tenant's wall shows it. */
export type Month = {
  /** `2026-11` */
  name: string;
  firstDay: string;
  /** The first day of the next month. */
  endDay: string;
  previous: string;
  next: string;
};

const dayMs = 86_400_000;

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

export function monthOf(day: string): Month {
  const [year = 1970, month = 1] = day.split('-').map(Number);
  const first = (offset: number) => new Date(Date.UTC(year, month - 1 + offset, 1)).toISOString().slice(0, 10);
  return {
    name: first(0).slice(0, 7),
    firstDay: first(0),
    endDay: first(1),
    previous: first(-1).slice(0, 7),
    next: first(1).slice(0, 7),
  };
}

/** The month that an address asks for, or the present one; nobody sees into the next. */
export function readMonth(asked: string | undefined, today: string): Month {
  const present = monthOf(today);
  if (!asked || !/^20\d{2}-(0[1-9]|1[0-2])$/.test(asked)) return present;
  return asked < present.name ? monthOf(`${asked}-01`) : present;
}

export function daysOf({ firstDay, endDay }: Pick<Month, 'firstDay' | 'endDay'>): string[] {
  const days: string[] = [];
  for (let day = firstDay; day < endDay; day = addDays(day, 1)) days.push(day);
  return days;
}
