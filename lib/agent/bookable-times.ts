import { calendarsFor } from '@/lib/booking/describe';
import { freeSlots, type Span } from '@/lib/booking/free-slots';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { BusyTime, Calendar, Service } from '@/lib/contracts/booking';
import type { Hours, HoursBlock } from '@/lib/contracts/hours';
import { addDays, localTime, momentAt, weekdayOf } from '@/lib/hours/local-time';
import { blocksOn, closedDayName } from '@/lib/hours/schedule';
import { momentsAt } from '@/lib/hours/wall-time';

export type BookingSettings = Pick<AgentConfig, 'booking' | 'hours' | 'identity'>;

/** A time on the wall, with the calendars that are free then. */
export type BookableTime = { date: string; time: string; at: Date; calendars: Calendar[] };

type Asked = { service: Service; date: string; busy: BusyTime[]; now: Date };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const longestBlockedHours = 36;

/** When a service can begin on a local date, earliest first. */
export function bookableTimes(settings: BookingSettings, { service, date, busy, now }: Asked): BookableTime[] {
  const { booking, hours, identity } = settings;
  const { timeZone } = identity;
  if (!isWithinReach(settings, date, now)) return [];

  const calendars = calendarsFor(booking, service.id);
  const blocks = new Map(calendars.map((calendar) => [calendar.id, blocksOfCalendar(calendar, hours, date)]));
  const starts = startsOn(date, [...blocks.values()].flat(), booking.stepMinutes, timeZone);
  const slots = freeSlots({
    starts: starts.map(({ at }) => at),
    calendars: calendars.map(({ id }) => ({
      id,
      open: (blocks.get(id) ?? []).map(({ opens, closes }) => ({
        from: momentAt(date, opens, timeZone),
        until: momentAt(date, closes, timeZone),
      })),
      busy: busy.filter(({ calendarId }) => calendarId === id),
    })),
    minutes: service.minutes,
    bufferMinutes: service.bufferMinutes,
    notBefore: earliest(settings, now),
  });

  const times = new Map(starts.map(({ at, time }) => [at.getTime(), time]));
  return slots.map(({ at, calendarIds }) => ({
    date,
    time: times.get(at.getTime()) ?? '',
    at,
    calendars: calendars.filter(({ id }) => calendarIds.includes(id)),
  }));
}

export type NotBookable = 'no_such_time' | 'time_comes_twice' | 'past' | 'too_soon' | 'too_far' | 'closed';

/** Why nothing can begin at a time of the wall, whoever else has booked; null where something could. */
export function whyNever(
  settings: BookingSettings,
  { service, date, time, now }: { service: Service; date: string; time: string; now: Date },
): NotBookable | null {
  const moments = momentsAt(date, time, settings.identity.timeZone);
  const [at] = moments;
  if (!at) return 'no_such_time';
  if (moments.length > 1) return 'time_comes_twice';
  if (at <= now) return 'past';
  if (at < earliest(settings, now)) return 'too_soon';
  if (!isWithinReach(settings, date, now)) return 'too_far';
  const fits = bookableTimes(settings, { service, date, busy: [], now }).some((one) => one.time === time);
  return fits ? null : 'closed';
}

/** The stretch that has to be known to say what is free on these dates. */
export function spanOf(settings: BookingSettings, firstDate: string, lastDate: string): Span {
  const { timeZone } = settings.identity;
  return {
    from: momentAt(firstDate, '00:00', timeZone),
    until: new Date(momentAt(lastDate, '24:00', timeZone).getTime() + longestBlockedHours * hourMs),
  };
}

/** The times nearest to the one that was asked for, in the order of the day. */
export function nearestTimes(times: BookableTime[], time: string, most: number): BookableTime[] {
  const distance = (one: BookableTime) => Math.abs(minutesOf(one.time) - minutesOf(time));
  return times
    .toSorted((one, other) => distance(one) - distance(other))
    .slice(0, most)
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** The last local date on which anything can be booked. */
export function lastBookableDate({ booking, identity }: BookingSettings, now: Date): string {
  return addDays(localTime(now, identity.timeZone).date, booking.mostDaysAhead);
}

function isWithinReach(settings: BookingSettings, date: string, now: Date): boolean {
  return date >= localTime(now, settings.identity.timeZone).date && date <= lastBookableDate(settings, now);
}

function earliest({ booking }: BookingSettings, now: Date): Date {
  return new Date(now.getTime() + Math.max(booking.leastNoticeHours * hourMs, 1));
}

/** Own hours give way to what the business does on a day of its own: closed is closed, shorter is shorter. */
function blocksOfCalendar({ hours: own }: Calendar, hours: Hours, date: string): HoursBlock[] {
  if (own.kind === 'business') return blocksOn(hours, date);
  if (closedDayName(hours, date)) return [];
  const week = own.week[weekdayOf(date)];
  const oneOff = hours.days.find((day) => day.date === date);
  return oneOff ? week.flatMap((block) => oneOff.blocks.flatMap((other) => common(block, other))) : week;
}

function common(one: HoursBlock, other: HoursBlock): HoursBlock[] {
  const opens = one.opens > other.opens ? one.opens : other.opens;
  const closes = one.closes < other.closes ? one.closes : other.closes;
  return opens < closes ? [{ opens, closes }] : [];
}

/** Whole steps after each opening that the wall shows exactly once. */
function startsOn(date: string, blocks: HoursBlock[], stepMinutes: number, timeZone: string) {
  const minutes = new Set(
    blocks.flatMap(({ opens, closes }) => {
      const [first, last] = [minutesOf(opens), minutesOf(closes)];
      return Array.from({ length: Math.ceil((last - first) / stepMinutes) }, (_, step) => first + step * stepMinutes);
    }),
  );
  return [...minutes]
    .flatMap((minute) => {
      const time = clockOf(minute);
      const moments = momentsAt(date, time, timeZone);
      return moments.length === 1 && moments[0] ? [{ time, at: moments[0] }] : [];
    })
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
