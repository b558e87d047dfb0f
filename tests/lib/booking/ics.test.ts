import { expect, it } from 'vitest';
import type { Appointment } from '@/lib/booking/appointment';
import { writeIcs } from '@/lib/booking/ics';

const one: Appointment = {
  ...{ id: 'a1', reference: 'KM742', status: 'booked', calendarId: 'chair-1', calendarName: 'Chair 1; left' },
  ...{ serviceName: 'Cleaning', startsAt: '2026-11-24T15:00:00+00:00', endsAt: '2026-11-24T15:45:00+00:00' },
  ...{ callerName: 'Ada, Lovelace', callerNumber: '+12025550131', isTest: false, callId: null },
  note: 'first line\r\nBEGIN:VEVENT\\n',
};

it('is read by other calendars: one event each, in UTC, and no caller can begin a line of their own', () => {
  const lines = writeIcs(
    'Bright Smile',
    [one, { ...one, id: 'a2', status: 'cancelled' }],
    new Date('2026-11-21T10:00Z'),
  )
    .trimEnd()
    .split('\r\n');

  expect(lines.slice(5, 15)).toEqual([
    'BEGIN:VEVENT',
    'UID:a1@foyer',
    'DTSTAMP:20261121T100000Z',
    'DTSTART:20261124T150000Z',
    'DTEND:20261124T154500Z',
    'SUMMARY:Cleaning – Ada\\, Lovelace',
    'LOCATION:Chair 1\\; left',
    'DESCRIPTION:Reference KM742\\n+12025550131\\nfirst line\\nBEGIN:VEVENT\\\\n',
    'STATUS:CONFIRMED',
    'END:VEVENT',
  ]);
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
  expect(lines).toContain('STATUS:CANCELLED');
});

it('folds long lines between letters, never within one', () => {
  const text = writeIcs('Ü'.repeat(90), [], new Date(0));

  expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  expect(text.replaceAll('\r\n ', '')).toContain('Ü'.repeat(90));
});
