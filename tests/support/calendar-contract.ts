import { expect, it } from 'vitest';
import type { BookingWish, CalendarWish, CallCalendar } from '@/realtime-server/ports/calendar';

/** A calendar as the contract needs it: seen by whoever calls, and empty at first. */
export type CalendarAtTest = { of(caller: string): Promise<CallCalendar>; empty(): Promise<void> };

const ada = '+12025550131';
const charles = '+12025550188';
const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const at = (time: string, after = 0) => new Date(Date.parse(`${day}T${time}:00Z`) + after * 60_000);
const chairs = [
  { id: 'chair-1', name: 'Chair 1' },
  { id: 'chair-2', name: 'Chair 2' },
];

function stretch(time: string, calendars = chairs.slice(0, 1)): CalendarWish {
  return { calendars, startsAt: at(time), endsAt: at(time, 45), blockedUntil: at(time, 60) };
}

function wish(time: string, calendars?: typeof chairs): BookingWish {
  return {
    ...stretch(time, calendars),
    ...{ service: { id: 'cleaning', name: 'Cleaning' }, callerName: 'Ada Lovelace', callerEmail: null, note: '' },
  };
}

const busyOf = async (calendar: CallCalendar) =>
  (await calendar.busy(at('00:00'), at('23:59'))).map(({ calendarId, from, until }) => [calendarId, from, until]);

async function booked(calendar: CallCalendar, time: string, toolCallId = `use ${time}`) {
  const { answer } = await calendar.book(toolCallId, wish(time));
  if (answer.result !== 'done') throw new Error(`It was not booked: ${answer.result}.`);
  return answer;
}

/** What every calendar keeps to that a call may book in, wherever its appointments are. Inside a `describe`. */
export function itIsACalendar(open: () => CalendarAtTest): void {
  const fresh = async () => {
    await open().empty();
    return { hers: await open().of(ada), his: await open().of(charles) };
  };

  it('shows what is taken, with the time after it, and says no more of it than that', async () => {
    const { hers, his } = await fresh();
    const before = await busyOf(his);

    await booked(hers, '15:00');

    expect(before).toEqual([]);
    expect(await busyOf(his)).toEqual([['chair-1', at('15:00'), at('16:00')]]);
  });

  it('makes one appointment of one tool call, and answers the same again', async () => {
    const { hers } = await fresh();

    const first = await hers.book('use 1', wish('15:00'));
    const again = await hers.book('use 1', wish('15:00'));

    expect(first.answer).toMatchObject({ result: 'done', serviceName: 'Cleaning', calendarId: 'chair-1' });
    expect(again.answer).toEqual(first.answer);
    expect(await busyOf(hers)).toHaveLength(1);
  });

  it('gives a time once, however many ask at once, and tells the others that it is taken', async () => {
    await open().empty();
    const callers = await Promise.all(Array.from({ length: 20 }, (_, at) => open().of(`+1202556${1000 + at}`)));

    const answers = await Promise.all(callers.map((calendar, at) => calendar.book(`use ${at}`, wish('15:00'))));

    const results = answers.map(({ answer }) => answer.result);
    expect(results.filter((result) => result === 'done')).toHaveLength(1);
    expect(results.filter((result) => result === 'taken')).toHaveLength(19);
  });

  it('takes the first calendar that is free, in the order of the wish', async () => {
    const { hers, his } = await fresh();

    const first = await hers.book('use 1', wish('15:00', chairs));
    const second = await his.book('use 1', wish('15:15', chairs));
    const third = await his.book('use 2', wish('15:30', chairs));

    expect([first, second].map(({ answer }) => answer.result === 'done' && answer.calendarId)).toEqual([
      'chair-1',
      'chair-2',
    ]);
    expect(third.answer.result).toBe('taken');
  });

  it('finds appointments for the caller who made them, by reference or name, and for nobody else', async () => {
    const { hers, his } = await fresh();
    const { reference } = await booked(hers, '15:00');
    const known = { reference, name: 'Ada Lovelace' };

    const found = await Promise.all([
      hers.findTheirs({ reference, name: null }),
      hers.findTheirs({ reference: null, name: 'ada' }),
    ]);
    const none = await Promise.all([
      hers.findTheirs({ reference: null, name: null }),
      hers.findTheirs({ reference: null, name: 'Charles' }),
      his.findTheirs(known),
    ]);

    for (const theirs of found) {
      expect(theirs).toMatchObject([{ serviceId: 'cleaning', calendarId: 'chair-1', startsAt: at('15:00') }]);
    }
    expect(none).toEqual([[], [], []]);
  });

  it('moves in one step, once for one tool call: the old time is free, the new one taken', async () => {
    const { hers } = await fresh();
    const { id, reference } = await booked(hers, '15:00');

    const moved = await hers.move('use 2', id, stretch('17:00'));
    const again = await hers.move('use 2', id, stretch('17:00'));

    expect(moved.answer).toMatchObject({ result: 'done', reference, serviceName: 'Cleaning' });
    expect(again.answer).toEqual(moved.answer);
    expect(await busyOf(hers)).toEqual([['chair-1', at('17:00'), at('18:00')]]);
  });

  it('keeps the old time where the new one is taken', async () => {
    const { hers, his } = await fresh();
    const { id } = await booked(hers, '15:00');
    await booked(his, '17:00');

    const moved = await hers.move('use 2', id, stretch('17:30'));

    expect(moved.answer).toEqual({ result: 'taken' });
    expect(await busyOf(hers)).toHaveLength(2);
    expect(await hers.findTheirs({ reference: null, name: 'Ada' })).toMatchObject([{ startsAt: at('15:00') }]);
  });

  it('makes room when one is cancelled, and has nothing to cancel after that', async () => {
    const { hers, his } = await fresh();
    const { id } = await booked(hers, '15:00');

    const cancelled = await hers.cancel('use 2', id);
    const again = await hers.cancel('use 3', id);
    await booked(his, '15:00');

    expect(cancelled.answer.result).toBe('done');
    expect(await Promise.all(['use 2', 'use 3'].map(hers.wasCancelled))).toEqual([true, false]);
    expect(await his.wasCancelled('use 2')).toBe(false);
    expect(again.answer).toEqual({ result: 'unknown' });
    expect(await hers.findTheirs({ reference: null, name: 'Ada' })).toEqual([]);
  });

  it('lets nobody move or cancel what is another caller’s, even by its id', async () => {
    const { hers, his } = await fresh();
    const { id } = await booked(hers, '15:00');

    const answers = await Promise.all([his.move('use 1', id, stretch('17:00')), his.cancel('use 2', id)]);

    expect(answers.map(({ answer }) => answer)).toEqual([{ result: 'unknown' }, { result: 'unknown' }]);
    expect(await busyOf(hers)).toEqual([['chair-1', at('15:00'), at('16:00')]]);
  });
}
