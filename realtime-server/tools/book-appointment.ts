import { describeMoment, spellReference } from '@/lib/agent/appointment-words';
import { bookAppointmentInputSchema } from '@/lib/contracts/booking-tools';
import type { Answered } from '../ports/calendar';
import { findTime, offer, stretchFor } from './bookable';
import { invalidInput } from './invalid-input';
import { takenByThem } from './their-appointment';
import { failed, type Tool, type ToolResult } from './tool';

const confirmations = {
  text: ' A text message with this is on its way.',
  mail: ' An e-mail with this is on its way.',
};

const theyHaveIt = 'Nothing was booked: this caller has just that appointment already. Say so.';

/** Local time in; whether it is still free, the calendar decides at the moment of booking. */
export const bookAppointment: Tool = {
  name: 'book_appointment',
  whenItFails:
    'It is not certain whether it was booked. Apologise, say so, and take a message so that somebody calls back.',

  async run(raw, { toolCallId, booking }) {
    if (!booking) return failed('Appointments cannot be booked on this call. Offer to take a message.');
    const { settings, calendar } = booking;
    const input = bookAppointmentInputSchema(settings.booking).safeParse(raw);
    if (!input.success) return invalidInput(input.error);
    const { date, time, caller_name: callerName, note } = input.data;
    const service = settings.booking.services.find(({ name }) => name === input.data.service);
    if (!service) return failed('There is no such service.');

    const asked = { service, date, time };
    const found = await findTime(booking, asked);
    // A wish that was fulfilled when the line broke is asked for again: then the time is taken by this very caller.
    const theirs =
      'not' in found ? await takenByThem(booking, { service, name: callerName, taken: found.taken }) : null;
    const place = 'at' in found ? found.at : theirs;
    if (!place) return failed(`Nothing was booked. ${'not' in found ? found.not : ''}`);
    const booked = await calendar.book(toolCallId, {
      ...stretchFor(service, place),
      ...{ service, callerName, note },
      callerEmail: emailIn(input.data),
    });
    if (booked.answer.result === 'taken' && theirs) return failed(theyHaveIt);
    if (booked.answer.result === 'taken') {
      return failed(`Nothing was booked, somebody else has just taken that time. ${await offer(booking, asked)}`);
    }
    if (booked.answer.result === 'too_many') {
      return failed(
        'Nothing was booked: this caller has as many appointments to come as we take by telephone. Offer to take a message.',
      );
    }
    return done(booked, 'is booked for', settings.identity.timeZone);
  },
};

/** What was done, in a sentence to say. */
export function done({ answer, confirmation }: Answered, how: string, timeZone: string): ToolResult {
  if (answer.result !== 'done') return failed('There is no such appointment to come under that name or reference.');
  const { serviceName, startsAt, reference } = answer;
  const when = describeMoment(new Date(startsAt), timeZone);
  const say = `${serviceName} ${how} ${when}. The reference is ${spellReference(reference)}.${confirmation ? confirmations[confirmation] : ''}`;
  return { ok: true, output: { ok: true, say, reference }, next: 'reply' };
}

function emailIn(input: object): string | null {
  return 'caller_email' in input && typeof input.caller_email === 'string' ? input.caller_email : null;
}
