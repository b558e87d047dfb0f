import { expect, it } from 'vitest';
import { defaultHours, type Hours } from '@/lib/contracts/hours';
import { lookupHours } from '@/realtime-server/tools/lookup-hours';
import { makeFakeStore } from '../../support/make-call';

const hours: Hours = {
  ...defaultHours,
  days: [{ date: '2026-12-24', label: 'Christmas Eve', blocks: [{ opens: '09:00', closes: '12:00' }] }],
  holidays: { country: 'US', closedOn: ['christmas'], inLieu: true },
};

function ask(input: unknown, of: Hours = hours) {
  const context = { toolCallId: 'call_1', callerNumber: null, hours: of, store: makeFakeStore().store };
  return lookupHours.run(input, { ...context, declineRecording: async () => {} });
}

it('answers for a date in words that can be read aloud, with the reason and the next opening', async () => {
  expect((await ask({ date: '2026-12-24' })).output).toEqual({
    date: 'Thursday, 24 December 2026',
    hours: '9 am to noon',
    because: 'Christmas Eve',
  });
  expect((await ask({ date: '2026-12-25' })).output).toEqual({
    date: 'Friday, 25 December 2026',
    hours: 'closed',
    because: 'Christmas Day',
    opens_next: 'Monday, 28 December 2026 at 9 am',
  });
  expect((await ask({ date: '2027-01-06' })).output).toEqual({
    date: 'Wednesday, 6 January 2027',
    hours: '9 am to 5 pm',
  });
});

it('says closed and nothing more where the doors never open', async () => {
  const week = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };

  expect((await ask({ date: '2027-01-06' }, { ...defaultHours, week })).output).toEqual({
    date: 'Wednesday, 6 January 2027',
    hours: 'closed',
  });
});

it.each([
  {},
  { date: 'tomorrow' },
  { date: '2026-02-30' },
  { date: '2026-12-24', also: 1 },
  null,
  { date: ['2026-12-24'] },
  { date: "2026-12-24'; drop table hours" },
])('refuses %j with words that help the model', async (input) => {
  expect(await ask(input)).toMatchObject({ ok: false, next: 'reply' });
});
