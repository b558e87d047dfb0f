import { expect, it } from 'vitest';
import { describeChanges } from '@/lib/agent/changes';
import { lintBooking } from '@/lib/agent/lint-booking';
import { bookingSchema } from '@/lib/contracts/booking';
import { makeConfig } from '../../support/make-config';

const cleaning = { id: 'cleaning', name: 'Cleaning', minutes: 45 };
const sentences = (booking: Record<string, unknown>) =>
  lintBooking(makeConfig({ booking: bookingSchema.parse({ enabled: true, ...booking }) })).map(
    ({ sentence }) => sentence,
  );

it('names what keeps callers from booking, and is quiet where booking is off or complete', () => {
  const never = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };

  expect(sentences({ enabled: false })).toEqual([]);
  expect(sentences({ services: [cleaning] })).toEqual([]);
  expect(sentences({})).toEqual(['Callers may book, but there is no service: nothing can be booked.']);
  expect(
    sentences({
      services: [cleaning],
      calendars: [{ id: 'night', name: 'Night', services: ['other'], hours: { kind: 'own', week: never } }],
      confirmations: 'text',
    }),
  ).toEqual([
    '“Cleaning” can be booked in no calendar.',
    'The calendar “Night” has no hours: nothing can be booked in it.',
    'Appointments are confirmed by text message, but text messages are switched off.',
  ]);
});

it('tells each change of what can be booked in a sentence', () => {
  const before = makeConfig({ booking: bookingSchema.parse({ enabled: false, services: [cleaning] }) });
  const after = makeConfig({
    booking: bookingSchema.parse({ enabled: true, services: [{ ...cleaning, minutes: 60 }], leastNoticeHours: 1 }),
  });

  expect(describeChanges(before, after).map(({ sentence }) => sentence)).toEqual([
    'Booking appointments from off to on',
    'Service “Cleaning” from 45 minutes to 60 minutes',
    'Least notice from 2 hours to 1 hour',
  ]);
});
