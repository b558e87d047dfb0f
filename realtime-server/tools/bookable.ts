import { describeTimes, sentenceWhyNever } from '@/lib/agent/appointment-words';
import {
  type BookableTime,
  type BookingSettings,
  bookableTimes,
  lastBookableDate,
  nearestTimes,
  spanOf,
  whyNever,
} from '@/lib/agent/bookable-times';
import type { BusyTime, Service } from '@/lib/contracts/booking';
import { addDays, localTime } from '@/lib/hours/local-time';
import { describeDate } from '@/lib/hours/schedule';
import type { CallCalendar } from '../ports/calendar';

/** What a call books with. */
export type CallBooking = { settings: BookingSettings; calendar: CallCalendar; now(): Date };

const daysToLookAhead = 21;
const mostAlternatives = 3;

type Day = { date: string; times: BookableTime[] };

/** The first date from here on with a free time, and its times; null where there is none in three weeks. */
export async function firstFreeDay(
  { settings, calendar, now }: CallBooking,
  service: Service,
  from: string,
): Promise<Day | null> {
  const dates = Array.from({ length: daysToLookAhead }, (_, ahead) => addDays(from, ahead));
  const last = lastBookableDate(settings, now());
  const reach = dates.filter((date) => date <= last);
  const span = spanOf(settings, from, reach.at(-1) ?? from);
  const busy = await calendar.busy(span.from, span.until);

  for (const date of reach) {
    const times = bookableTimes(settings, { service, date, busy, now: now() });
    if (times.length > 0) return { date, times };
  }
  return null;
}

/** `taken`: it could be, were nobody there already. */
export type Found = { at: BookableTime } | { not: string; taken?: BookableTime };

/** Who could take a service at a time of the wall; otherwise a sentence with what could be offered instead. */
export async function findTime(
  booking: CallBooking,
  asked: { service: Service; date: string; time: string; except?: (busy: BusyTime) => boolean },
): Promise<Found> {
  const { settings, calendar, now } = booking;
  const { service, date, time, except = () => false } = asked;
  const why = whyNever(settings, { service, date, time, now: now() });
  if (why) return { not: `${sentenceWhyNever(why, asked)} ${await offer(booking, asked)}` };

  const span = spanOf(settings, date, date);
  const busy = (await calendar.busy(span.from, span.until)).filter((one) => !except(one));
  const among = (taken: BusyTime[]) =>
    bookableTimes(settings, { service, date, busy: taken, now: now() }).find((one) => one.time === time);
  const free = among(busy);
  return free ? { at: free } : { not: `That time is taken. ${await offer(booking, asked)}`, taken: among([]) };
}

/** What could be had instead, near to what was asked for. */
export async function offer(
  booking: CallBooking,
  { service, date, time }: { service: Service; date: string; time: string },
): Promise<string> {
  const today = localTime(booking.now(), booking.settings.identity.timeZone).date;
  const day = await firstFreeDay(booking, service, date < today ? today : date);
  if (!day) return `Nothing is free for ${service.name} then. Offer another day, or to take a message.`;
  const near = nearestTimes(day.times, time, mostAlternatives);
  return `Free instead on ${describeDate(day.date)}: ${describeTimes(near, booking.settings.booking.stepMinutes)}. Offer that.`;
}

export function stretchFor({ minutes, bufferMinutes }: Service, { at, calendars }: BookableTime) {
  const endsAt = new Date(at.getTime() + minutes * 60_000);
  return { calendars, startsAt: at, endsAt, blockedUntil: new Date(endsAt.getTime() + bufferMinutes * 60_000) };
}
