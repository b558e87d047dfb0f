import type { Hours } from '@/lib/contracts/hours';

const minuteMs = 60_000;
const dayMinutes = 1440;

/** Offsets from UTC in minutes, and when a zone's clocks change: written from the laws, not asked of a database. */
type Clock = { standard: number; summer?: { offset: number; from: number; until: number } };

const sundays = (year: number, month: number) =>
  Array.from({ length: new Date(Date.UTC(year, month, 0)).getUTCDate() }, (_, day) =>
    Date.UTC(year, month - 1, day + 1),
  ).filter((at) => new Date(at).getUTCDay() === 0);

function sunday(year: number, month: number, which: number, utcMinutes: number): number {
  return (sundays(year, month).at(which) ?? 0) + utcMinutes * minuteMs;
}

export const clocks: Record<string, (year: number) => Clock> = {
  'America/New_York': (year) => ({
    standard: -300,
    summer: { offset: -240, from: sunday(year, 3, 1, 7 * 60), until: sunday(year, 11, 0, 6 * 60) },
  }),
  'America/St_Johns': (year) => ({
    standard: -210,
    summer: { offset: -150, from: sunday(year, 3, 1, 330), until: sunday(year, 11, 0, 270) },
  }),
  'Europe/London': (year) => ({
    standard: 0,
    summer: { offset: 60, from: sunday(year, 3, -1, 60), until: sunday(year, 10, -1, 60) },
  }),
  'Asia/Kolkata': () => ({ standard: 330 }),
  'Asia/Kathmandu': () => ({ standard: 345 }),
  // The south: summer ends in April and begins in October. Two o'clock there is still Saturday in UTC.
  'Australia/Adelaide': (year) => ({
    standard: 630,
    summer: { offset: 570, from: sunday(year, 4, 0, -450), until: sunday(year, 10, 0, -450) },
  }),
  'Australia/Lord_Howe': (year) => ({
    standard: 660,
    summer: { offset: 630, from: sunday(year, 4, 0, -540), until: sunday(year, 10, 0, -510) },
  }),
};

/** What a painted minute may be. */
export const painted = { closed: 0, open: 1, onBreak: 2, dayOff: 3 } as const;

/**
 * Whether the doors are open at each minute of a UTC year, calculated in another way than the shipped one: the local
 * year is painted minute by minute, one-off days over holidays over weekdays, and read off by the zone's offset.
 */
export function paintedYear(hours: Hours, zone: string, year: number, holidayDates: string[]): Uint8Array {
  const firstDay = Date.UTC(year - 1, 11, 30);
  const wall = new Uint8Array(370 * dayMinutes);
  for (let day = 0; day < 370; day += 1) {
    const at = new Date(firstDay + day * dayMinutes * minuteMs);
    const date = at.toISOString().slice(0, 10);
    const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
    const ordinary = hours.week[names[at.getUTCDay()] ?? 'sunday'];
    const special = hours.days.find((one) => one.date === date)?.blocks;
    const isOff = special ? special.length === 0 : holidayDates.includes(date);
    const blocks = (isOff ? [] : (special ?? ordinary)).map(({ opens, closes }) => [
      minutesOf(opens),
      minutesOf(closes),
    ]);
    const paint = (what: number, from = 0, until = dayMinutes) =>
      wall.fill(what, day * dayMinutes + from, day * dayMinutes + until);
    if (isOff) paint(painted.dayOff);
    if (blocks.length > 0) paint(painted.onBreak, Math.min(...blocks.flat()), Math.max(...blocks.flat()));
    for (const [opens, closes] of blocks) paint(painted.open, opens, closes);
  }

  const clock = clocks[zone]?.(year);
  if (!clock) throw new Error(`No clock for ${zone}.`);
  const first = Date.UTC(year, 0, 1);
  const count = (Date.UTC(year + 1, 0, 1) - first) / minuteMs;
  return Uint8Array.from({ length: count }, (_, minute) => {
    const at = first + minute * minuteMs;
    const { standard, summer } = clock;
    const offset = summer && at >= summer.from && at < summer.until ? summer.offset : standard;
    return wall[(at - firstDay) / minuteMs + offset] ?? 0;
  });
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
