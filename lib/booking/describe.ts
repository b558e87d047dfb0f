import type { Booking, Calendar, Service } from '@/lib/contracts/booking';
import { weekdays } from '@/lib/contracts/hours';

export const confirmationWords: Record<Booking['confirmations'], string> = {
  none: 'nothing',
  text: 'a text message',
  mail: 'an e-mail',
};

/** Every setting by what owners call it, with its value in words; empty where it is not set. */
export function describeBooking(booking: Booking): [label: string, value: string][] {
  return [
    ['Booking appointments', booking.enabled ? 'on' : 'off'],
    ...booking.services.map((service): [string, string] => [`Service “${service.name}”`, describeService(service)]),
    ...booking.calendars.map((calendar): [string, string] => [
      `Calendar “${calendar.name}”`,
      describeCalendar(calendar, booking.services),
    ]),
    ['Appointments begin', `every ${booking.stepMinutes} minutes`],
    ['Least notice', hoursInWords(booking.leastNoticeHours)],
    ['Booked ahead', `${booking.mostDaysAhead} days`],
    ['Confirmation to the caller', confirmationWords[booking.confirmations]],
    ['Appointments one caller may have', String(booking.maxPerCaller)],
  ];
}

/** The ids of the calendars that take a service, in the owner's order. */
export function calendarsFor({ calendars }: Pick<Booking, 'calendars'>, serviceId: string): Calendar[] {
  return calendars.filter(({ services }) => services.length === 0 || services.includes(serviceId));
}

function describeService({ minutes, bufferMinutes, price, description, askFor }: Service): string {
  return [
    `${minutes} minutes`,
    bufferMinutes > 0 ? `${bufferMinutes} minutes free after it` : '',
    price,
    description,
    askFor && `asks for ${askFor}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function describeCalendar({ services, hours }: Calendar, known: Service[]): string {
  const named = known.filter(({ id }) => services.includes(id)).map(({ name }) => name);
  const what = services.length === 0 ? 'every service' : named.join(', ') || 'no service';
  if (hours.kind === 'business') return `${what}, opening hours`;
  const week = weekdays.flatMap((weekday) => {
    const blocks = hours.week[weekday].map(({ opens, closes }) => `${opens}–${closes}`);
    return blocks.length > 0 ? [`${weekday} ${blocks.join(' and ')}`] : [];
  });
  return `${what}, ${week.join(', ') || 'no hours'}`;
}

function hoursInWords(hours: number): string {
  if (hours === 0) return 'none';
  return hours === 1 ? '1 hour' : `${hours} hours`;
}
