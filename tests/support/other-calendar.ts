import { randomUUID } from 'node:crypto';
import type { BookedAnswer } from '@/lib/contracts/booking-tools';
import type { Answered, BookingWish, CalendarWish, CallCalendar } from '@/realtime-server/ports/calendar';

type Entry = CalendarWish & {
  id: string;
  reference: string;
  calendar: { id: string; name: string };
  service: BookingWish['service'];
  callerName: string;
  caller: string;
  madeBy: string;
};

const words = (name: string) => name.toLowerCase().split(/\s+/).filter(Boolean);

/** A calendar of somebody else's: it shares nothing with our own but the port. */
export function makeOtherCalendar() {
  let entries: Entry[] = [];
  let references = 0;
  const cancellers = new Set<string>();

  const told = (answer: BookedAnswer): Answered => ({ answer, confirmation: null });
  const done = ({ id, reference, calendar, service, startsAt }: Entry) =>
    told({
      ...{ result: 'done', id, reference, calendarId: calendar.id, calendarName: calendar.name },
      ...{ serviceId: service.id, serviceName: service.name, startsAt: startsAt.toISOString() },
    });
  const freeFor = ({ calendars, startsAt, blockedUntil }: CalendarWish, except?: Entry) =>
    calendars.find(
      ({ id }) =>
        !entries.some(
          (one) =>
            one !== except && one.calendar.id === id && one.startsAt < blockedUntil && startsAt < one.blockedUntil,
        ),
    );

  return {
    empty(): void {
      entries = [];
      cancellers.clear();
    },

    of(caller: string): CallCalendar {
      const theirs = (id: string) => entries.find((one) => one.id === id && one.caller === caller);
      const madeBy = (toolCallId: string) => `${caller} ${toolCallId}`;
      return {
        busy: async (from, until) =>
          entries
            .filter(({ startsAt, blockedUntil }) => startsAt < until && blockedUntil > from)
            .map(({ calendar, startsAt, blockedUntil }) => ({
              ...{ calendarId: calendar.id, from: startsAt, until: blockedUntil },
            })),

        async book(toolCallId, wish) {
          const before = entries.find((one) => one.madeBy === madeBy(toolCallId));
          if (before) return done(before);
          const calendar = freeFor(wish);
          if (!calendar) return told({ result: 'taken' });
          references += 1;
          const entry = { ...wish, calendar, caller, id: randomUUID(), reference: `R${references}` };
          entries.push({ ...entry, madeBy: madeBy(toolCallId) });
          return done({ ...entry, madeBy: madeBy(toolCallId) });
        },

        findTheirs: async ({ reference, name }) =>
          entries
            .filter((one) => one.caller === caller)
            .filter((one) => {
              const said = words(name ?? '');
              const isNamed = said.length > 0 && said.every((word) => words(one.callerName).includes(word));
              return one.reference === reference || isNamed;
            })
            .map(({ id, service, calendar, startsAt }) => ({
              ...{ id, serviceId: service.id, calendarId: calendar.id, startsAt },
            })),

        async move(toolCallId, appointmentId, wish) {
          const moving = theirs(appointmentId);
          if (!moving) return told({ result: 'unknown' });
          if (moving.madeBy === madeBy(toolCallId)) return done(moving);
          const calendar = freeFor(wish, moving);
          if (!calendar) return told({ result: 'taken' });
          Object.assign(moving, wish, { calendar, madeBy: madeBy(toolCallId) });
          return done(moving);
        },

        async cancel(toolCallId, appointmentId) {
          const cancelled = theirs(appointmentId);
          if (!cancelled) return told({ result: 'unknown' });
          entries = entries.filter((one) => one !== cancelled);
          cancellers.add(madeBy(toolCallId));
          return done(cancelled);
        },

        wasCancelled: async (toolCallId) => cancellers.has(madeBy(toolCallId)),
      };
    },
  };
}
