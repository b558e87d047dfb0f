/** A stretch of time; the end is not part of it. */
export type Span = { from: Date; until: Date };

export type OpenCalendar = { id: string; open: Span[]; busy: Span[] };

/** A time to begin, with the calendars that are free then, in the owner's order. */
export type Slot = { at: Date; calendarIds: string[] };

type Asked = {
  /** Times at which an appointment may begin, in order. */
  starts: Date[];
  calendars: OpenCalendar[];
  minutes: number;
  /** Kept free afterwards; it may reach past closing. */
  bufferMinutes: number;
  notBefore: Date;
};

const minuteMs = 60_000;

/** Where an appointment fits: within what is open, clear of what is taken. Minutes are those that pass, not the clock's. */
export function freeSlots({ starts, calendars, minutes, bufferMinutes, notBefore }: Asked): Slot[] {
  return starts.flatMap((at) => {
    if (at < notBefore) return [];
    const ends = new Date(at.getTime() + minutes * minuteMs);
    const blockedUntil = new Date(ends.getTime() + bufferMinutes * minuteMs);
    const free = calendars.filter(
      ({ open, busy }) =>
        open.some(({ from, until }) => from <= at && ends <= until) &&
        !busy.some(({ from, until }) => from < blockedUntil && at < until),
    );
    return free.length > 0 ? [{ at, calendarIds: free.map(({ id }) => id) }] : [];
  });
}
