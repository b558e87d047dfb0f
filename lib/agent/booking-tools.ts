import type { z } from 'zod';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import {
  bookAppointmentInputSchema,
  cancelAppointmentInputSchema,
  findTimesInputSchema,
  moveAppointmentInputSchema,
} from '@/lib/contracts/booking-tools';
import { oneLine } from './plain-text';

type Offered = { name: string; description: string; input: z.ZodType };

/** How appointments are offered; nothing where nothing can be booked. */
export function bookingTools({ booking }: AgentConfig): Offered[] {
  if (!takesBookings(booking)) return [];
  return [
    {
      name: 'find_times',
      description:
        'Find out when a service can begin. Use it before you name any free time. date: a date like 2026-12-24, or null for the soonest. While it runs say that you are looking. Offer two or three of the times, with the weekday.',
      input: findTimesInputSchema(booking),
    },
    {
      name: 'book_appointment',
      description: `Book a service at a local date and time. First have the caller's name, and what the service asks for (into note, otherwise an empty note)${
        booking.confirmations === 'mail' ? ', and offer a confirmation by e-mail (null without one)' : ''
      }; then read service, weekday, date and time back and wait for a yes. Nothing is booked before this tool has said so. Give the reference at the end.`,
      input: bookAppointmentInputSchema(booking),
    },
    {
      name: 'move_appointment',
      description:
        'Move an appointment of this caller to another local date and time. Ask for its reference, or else for the name that it is in; null for what they do not know. current_date only where they have several. Read the new weekday, date and time back and wait for a yes. Tell nothing about an appointment that the caller has not said themselves.',
      input: moveAppointmentInputSchema,
    },
    {
      name: 'cancel_appointment',
      description:
        'Cancel an appointment of this caller. Ask for its reference, or else for the name that it is in; null for what they do not know. current_date only where they have several. Ask once whether they are sure. Tell nothing about an appointment that the caller has not said themselves.',
      input: cancelAppointmentInputSchema,
    },
  ];
}

/** What can be booked, as facts: names, lengths and prices in the owner's words. */
export function bookingLines({ booking }: AgentConfig): string[] {
  if (!takesBookings(booking)) return [];
  return [
    '',
    '## Appointments',
    'You book, move and cancel appointments with your tools, and only with them.',
    ...booking.services.map(({ name, minutes, price, description, askFor }) => {
      const facts = [`${minutes} minutes`, oneLine(price), oneLine(description)].filter(Boolean).join(', ');
      return `- ${oneLine(name)}: ${facts}.${askFor && ` Before booking ask for: ${oneLine(askFor)}.`}`;
    }),
  ];
}

function takesBookings({ enabled, services }: AgentConfig['booking']): boolean {
  return enabled && services.length > 0;
}
