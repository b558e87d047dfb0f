import { describe, expect, it } from 'vitest';
import { toolDefinitions } from '@/lib/agent/tool-definitions';
import { bookingSchema } from '@/lib/contracts/booking';
import { makeToolbox } from '@/realtime-server/tools/toolbox';
import { itIsACalendar } from '../../support/calendar-contract';
import { makeFakeClock } from '../../support/fake-clock';
import { makeFakeStore, silentLog } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';
import { makeOtherCalendar } from '../../support/other-calendar';

describe('a calendar of somebody else’s', () => {
  const other = makeOtherCalendar();
  itIsACalendar(() => ({ of: async (caller) => other.of(caller), empty: async () => other.empty() }));
});

it('a call books, moves and cancels in a calendar that is not ours by the same tools', async () => {
  const config = makeConfig({
    identity: { timeZone: 'America/New_York' },
    booking: bookingSchema.parse({
      ...{ enabled: true, services: [{ id: 'cleaning', name: 'Cleaning', minutes: 45, bufferMinutes: 15 }] },
      calendars: [{ id: 'chair-1', name: 'Chair 1' }],
    }),
  });
  const other = makeOtherCalendar();
  const clock = makeFakeClock();
  const toolbox = makeToolbox({
    ...{ offered: toolDefinitions(config), clock, log: silentLog },
    context: {
      ...{ callerNumber: '+12025550131', hours: config.hours, store: makeFakeStore().store },
      declineRecording: async () => {},
      booking: { settings: config, calendar: other.of('+12025550131'), now: () => clock.now() },
    },
  });
  let uses = 0;
  const use = async (name: string, input: object) => {
    uses += 1;
    return (await toolbox.use({ toolCallId: `use_${uses}`, name, argumentsJson: JSON.stringify(input) }))?.output;
  };
  const theirs = { reference: null, caller_name: 'Ada', current_date: null };

  const told = [
    await use('book_appointment', {
      service: 'Cleaning',
      date: '2026-11-24',
      time: '10:00',
      caller_name: 'Ada',
      note: '',
    }),
    await use('find_times', { service: 'Cleaning', date: '2026-11-24' }),
    await use('move_appointment', { ...theirs, new_date: '2026-11-25', new_time: '14:00' }),
    await use('cancel_appointment', theirs),
  ];

  expect(told.map((output) => output?.say)).toEqual([
    'Cleaning is booked for Tuesday, 24 November 2026 at 10 am. The reference is R 1.',
    'Tuesday, 24 November 2026: Cleaning can begin at 9 am or between 11 am and 4:15 pm.',
    'Cleaning has been moved to Wednesday, 25 November 2026 at 2 pm. The reference is R 1.',
    'Your appointment is cancelled.',
  ]);
});
