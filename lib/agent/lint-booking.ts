import { calendarsFor } from '@/lib/booking/describe';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { opensAtAll } from '@/lib/hours/schedule';
import { type Finding, problem } from './finding';

export function lintBooking(config: AgentConfig): Finding[] {
  const { booking, texting } = config;
  if (!booking.enabled) return [];

  const homeless = booking.services.filter(({ id }) => calendarsFor(booking, id).length === 0);
  const closed = booking.calendars.filter(
    ({ hours }) => hours.kind === 'own' && !opensAtAll({ ...config.hours, days: [], week: hours.week }),
  );
  return [
    ...(booking.services.length === 0
      ? [problem('booking', 'Callers may book, but there is no service: nothing can be booked.')]
      : []),
    ...homeless.map(({ name }) => problem('booking', `“${name}” can be booked in no calendar.`)),
    ...closed.map(({ name }) =>
      problem('booking', `The calendar “${name}” has no hours: nothing can be booked in it.`),
    ),
    ...(booking.confirmations === 'text' && !texting.enabled
      ? [problem('booking', 'Appointments are confirmed by text message, but text messages are switched off.')]
      : []),
  ];
}
