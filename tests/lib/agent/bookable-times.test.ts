import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookableTimes, whyNever } from '@/lib/agent/bookable-times';
import { type BusyTime, defaultBooking, type Service, stepChoices } from '@/lib/contracts/booking';
import type { HoursBlock, Week, Weekday } from '@/lib/contracts/hours';
import { weekdays } from '@/lib/contracts/hours';
import { momentsAt } from '@/lib/hours/wall-time';
import { makeConfig } from '../../support/make-config';

const minuteMs = 60_000;
const service: Service = {
  ...{ id: 'cleaning', name: 'Cleaning', minutes: 45, bufferMinutes: 0 },
  ...{ price: '', description: '', askFor: '' },
};

/** The wall, read with another formatter and minute by minute: nothing of ours is in it. */
function wallOf(date: string, timeZone: string): { at: number; minute: number }[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const start = Date.parse(`${date}T00:00Z`) - 15 * 3_600_000;
  return Array.from({ length: 54 * 60 }, (_, index) => start + index * minuteMs).flatMap((at) => {
    const [day, time = ''] = format.format(at).split(' ');
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return day === date ? [{ at, minute: hour * 60 + minute }] : [];
  });
}

const walls = new Map<string, ReturnType<typeof wallOf>>();
function wall(date: string, timeZone: string) {
  const key = `${date} ${timeZone}`;
  const known = walls.get(key) ?? wallOf(date, timeZone);
  walls.set(key, known);
  return known;
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

type Case = {
  timeZone: string;
  date: string;
  blocks: HoursBlock[];
  stepMinutes: (typeof stepChoices)[number];
  minutes: number;
  bufferMinutes: number;
  busy: { from: number; minutes: number }[];
};

/** Every minute of the day is looked at, and every minute of an appointment must be open and free. */
function naive({ timeZone, date, blocks, stepMinutes, minutes, bufferMinutes, busy }: Case, now: number): number[] {
  const day = wall(date, timeZone);
  const taken = (at: number) => busy.some(({ from, minutes: long }) => from <= at && at < from + long * minuteMs);
  const openIn = blocks.map(
    ({ opens, closes }) =>
      new Set(day.filter(({ minute }) => minuteOf(opens) <= minute && minute < minuteOf(closes)).map(({ at }) => at)),
  );
  const every = (at: number, long: number, holds: (at: number) => boolean) =>
    Array.from({ length: long }, (_, index) => at + index * minuteMs).every(holds);

  return day
    .filter(({ minute }) => day.filter((other) => other.minute === minute).length === 1)
    .filter(
      ({ at, minute }) =>
        blocks.some(
          ({ opens, closes }) =>
            minute >= minuteOf(opens) && minute < minuteOf(closes) && (minute - minuteOf(opens)) % stepMinutes === 0,
        ) && openIn.some((open) => every(at, minutes, (one) => open.has(one))),
    )
    .filter(({ at }) => at > now && every(at, minutes + bufferMinutes, (one) => !taken(one)))
    .map(({ at }) => at);
}

function ours({ timeZone, date, blocks, stepMinutes, minutes, bufferMinutes, busy }: Case, now: number): number[] {
  const week = Object.fromEntries(weekdays.map((weekday) => [weekday, blocks])) as Week;
  const settings = makeConfig({
    identity: { timeZone },
    hours: { week, days: [] },
    booking: {
      ...defaultBooking,
      enabled: true,
      services: [service],
      stepMinutes,
      leastNoticeHours: 0,
      mostDaysAhead: 365,
    },
  });
  const busyTimes: BusyTime[] = busy.map(({ from, minutes: long }) => ({
    calendarId: 'main',
    from: new Date(from),
    until: new Date(from + long * minuteMs),
  }));
  const wanted = { ...service, minutes, bufferMinutes };
  return bookableTimes(settings, { service: wanted, date, busy: busyTimes, now: new Date(now) }).map(({ at }) =>
    at.getTime(),
  );
}

const clock = (quarter: number) =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
const blocks = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 6 })
  .map((quarters) => quarters.toSorted((one, other) => one - other).map(clock))
  .map((times) =>
    times.flatMap((opens, at) => (at % 2 === 0 && times[at + 1] ? [{ opens, closes: times[at + 1] ?? '' }] : [])),
  );

const days: [string, string][] = [
  ['America/New_York', '2027-03-14'],
  ['America/New_York', '2026-11-01'],
  ['America/New_York', '2026-12-01'],
  ['Pacific/Chatham', '2026-09-27'],
  ['Pacific/Chatham', '2027-04-04'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Australia/Lord_Howe', '2027-04-04'],
  ['Europe/London', '2027-03-28'],
  ['Asia/Kathmandu', '2026-12-01'],
  ['America/Santiago', '2026-09-06'],
];

describe('when a service can begin', () => {
  it('agrees, minute by minute, with a calculation that shares nothing with it, on every kind of day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...days),
        blocks,
        fc.constantFrom(...stepChoices),
        fc.integer({ min: 5, max: 180 }),
        fc.integer({ min: 0, max: 45 }),
        fc.array(fc.tuple(fc.integer({ min: -240, max: 1680 }), fc.integer({ min: 5, max: 200 })), { maxLength: 4 }),
        fc.integer({ min: -600, max: 600 }),
        ([timeZone, date], open, stepMinutes, minutes, bufferMinutes, taken, nowAfterMidnight) => {
          const midnight = wall(date, timeZone)[0]?.at ?? 0;
          const busy = taken.map(([after, long]) => ({ from: midnight + after * minuteMs, minutes: long }));
          const one: Case = { timeZone, date, blocks: open, stepMinutes, minutes, bufferMinutes, busy };
          const now = midnight + nowAfterMidnight * minuteMs;

          expect(ours(one, now)).toEqual(naive(one, now));
        },
      ),
      { numRuns: 120 },
    );
  }, 60_000);
});

const now = new Date('2026-11-21T15:30:00Z');
const open = (weekday: Weekday, times: HoursBlock[]) => ({ [weekday]: times });

function settings({ hours = {}, booking = {}, timeZone = 'America/New_York' } = {}) {
  return makeConfig({
    identity: { timeZone },
    hours,
    booking: { ...defaultBooking, enabled: true, services: [service], stepMinutes: 30, ...booking },
  });
}
const times = (config: ReturnType<typeof settings>, date: string, busy: BusyTime[] = []) =>
  bookableTimes(config, { service, date, busy, now }).map(({ time, calendars }) =>
    [time, calendars.map(({ id }) => id)].join(' '),
  );

describe('a day', () => {
  it('has no times on a holiday, those of a one-off day on it, and none of a weekday without hours', () => {
    const days = [
      { date: '2026-11-26', label: 'Thanksgiving', blocks: [] },
      { date: '2026-11-28', label: 'Open house', blocks: [{ opens: '10:00', closes: '11:30' }] },
    ];

    const config = settings({ hours: { days } });

    expect([times(config, '2026-11-26'), times(config, '2026-11-28'), times(config, '2026-11-29')]).toEqual([
      [],
      ['10:00 main', '10:30 main'],
      [],
    ]);
  });

  it('offers what any calendar has free, with hours of its own and only for its own services', () => {
    const own = Object.fromEntries(weekdays.map((weekday) => [weekday, []])) as unknown as Week;
    const calendars = [
      { id: 'chair-1', name: 'Chair 1', services: [], hours: { kind: 'business' as const } },
      {
        ...{ id: 'evenings', name: 'Evenings', services: ['cleaning'] },
        hours: { kind: 'own' as const, week: { ...own, ...open('tuesday', [{ opens: '16:00', closes: '18:00' }]) } },
      },
      { id: 'other', name: 'Other', services: ['whitening'], hours: { kind: 'business' as const } },
    ];
    const busy = [
      { calendarId: 'chair-1', from: new Date('2026-11-24T14:00:00Z'), until: new Date('2026-11-24T21:15:00Z') },
    ];

    expect(times(settings({ booking: { calendars } }), '2026-11-24', busy)).toEqual([
      '16:00 evenings',
      '16:30 evenings',
      '17:00 evenings',
    ]);
  });

  it('is out of reach when it is past, too soon or too far', () => {
    const config = settings({ booking: { leastNoticeHours: 72, mostDaysAhead: 10 } });

    expect([times(config, '2026-11-20'), times(config, '2026-11-24').at(0), times(config, '2026-12-02')]).toEqual([
      [],
      '10:30 main',
      [],
    ]);
  });
});

describe('a time that somebody names', () => {
  it.each([
    ['America/New_York', '2027-03-14', '02:30', 'no_such_time'],
    ['America/New_York', '2027-11-07', '01:30', 'time_comes_twice'],
    ['Pacific/Chatham', '2027-09-26', '03:15', 'no_such_time'],
    ['Pacific/Chatham', '2027-04-04', '03:00', 'time_comes_twice'],
    ['Australia/Lord_Howe', '2027-10-03', '02:15', 'no_such_time'],
    ['Australia/Lord_Howe', '2027-04-04', '01:45', 'time_comes_twice'],
    ['America/New_York', '2026-11-21', '09:00', 'past'],
    ['America/New_York', '2026-11-21', '11:00', 'too_soon'],
    ['America/New_York', '2028-11-21', '11:00', 'too_far'],
    ['America/New_York', '2026-11-22', '11:00', 'closed'],
    ['America/New_York', '2026-11-23', '09:10', 'closed'],
    ['America/New_York', '2026-11-23', '09:30', null],
  ])('in %s on %s at %s: %s', (timeZone, date, time, why) => {
    expect(whyNever(settings({ timeZone, booking: { mostDaysAhead: 365 } }), { service, date, time, now })).toBe(why);
  });

  it.each([
    ['America/New_York', '2026-11-24', '10:00', ['2026-11-24T15:00:00.000Z']],
    ['America/New_York', '2026-11-01', '01:30', ['2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z']],
    ['Australia/Lord_Howe', '2027-04-04', '01:45', ['2027-04-03T14:45:00.000Z', '2027-04-03T15:15:00.000Z']],
    ['Pacific/Chatham', '2026-09-27', '03:00', []],
    ['Asia/Kathmandu', '2026-11-24', '24:00', ['2026-11-24T18:15:00.000Z']],
  ])('%s %s %s is at %j', (timeZone, date, time, moments) => {
    expect(momentsAt(date, time, timeZone).map((at) => at.toISOString())).toEqual(moments);
  });
});
