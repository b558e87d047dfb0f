import { localTime } from './local-time';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * Every moment at which the wall shows exactly that date and time: none where the clocks skip it, two where it comes
 * twice, otherwise one. 24:00 is the midnight that ends the date.
 */
export function momentsAt(date: string, time: string, timeZone: string): Date[] {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const wall = Date.parse(`${date}T00:00:00Z`) + (hour * 60 + minute) * minuteMs;
  // The clocks of a place change at most once within the two days around it, so one of these offsets holds.
  const offsets = new Set([wall - dayMs, wall, wall + dayMs].map((at) => offsetAt(at, timeZone)));

  return [...offsets]
    .map((offset) => wall - offset)
    .filter((at) => at + offsetAt(at, timeZone) === wall)
    .sort((one, other) => one - other)
    .map((at) => new Date(at));
}

/** How far the wall is ahead of UTC, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const { date, time } = localTime(new Date(at), timeZone);
  return Date.parse(`${date}T${time}:00Z`) - Math.floor(at / minuteMs) * minuteMs;
}
