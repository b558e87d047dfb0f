import { moveAppointmentInputSchema } from '@/lib/contracts/booking-tools';
import { done } from './book-appointment';
import { findTime, offer, stretchFor } from './bookable';
import { invalidInput } from './invalid-input';
import { findTheirAppointment } from './their-appointment';
import { failed, type Tool } from './tool';

export const moveAppointment: Tool = {
  name: 'move_appointment',
  whenItFails:
    'It is not certain whether it was moved. Apologise, say so, and take a message so that somebody calls back.',

  async run(raw, { toolCallId, booking }) {
    if (!booking) return failed('Appointments cannot be moved on this call. Offer to take a message.');
    const input = moveAppointmentInputSchema.safeParse(raw);
    if (!input.success) return invalidInput(input.error);
    const { settings, calendar } = booking;

    const found = await findTheirAppointment(booking, input.data);
    if ('not' in found) return failed(`Nothing was moved. ${found.not}`);
    const { theirs } = found;
    const service = settings.booking.services.find(({ id }) => id === theirs.serviceId);
    if (!service) return failed('Nothing was moved: the team has to do this one. Offer to take a message.');

    const asked = { service, date: input.data.new_date, time: input.data.new_time };
    const free = await findTime(booking, {
      ...asked,
      except: ({ calendarId, from }) =>
        calendarId === theirs.calendarId && from.getTime() === theirs.startsAt.getTime(),
    });
    if ('not' in free) return failed(`Nothing was moved, the old time still holds. ${free.not}`);
    const moved = await calendar.move(toolCallId, theirs.id, stretchFor(service, free.at));
    if (moved.answer.result === 'taken') {
      return failed(
        `Nothing was moved, the old time still holds: the new one is taken. ${await offer(booking, asked)}`,
      );
    }
    return done(moved, 'has been moved to', settings.identity.timeZone);
  },
};
