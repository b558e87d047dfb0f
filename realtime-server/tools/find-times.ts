import { describeTimes } from '@/lib/agent/appointment-words';
import { findTimesInputSchema } from '@/lib/contracts/booking-tools';
import { localTime } from '@/lib/hours/local-time';
import { describeDate } from '@/lib/hours/schedule';
import { firstFreeDay } from './bookable';
import { invalidInput } from './invalid-input';
import { failed, type Tool } from './tool';

const mostTimes = 40;

/** Names no caller and no appointment: only when something can begin. */
export const findTimes: Tool = {
  name: 'find_times',
  whenItFails:
    'The calendar cannot be read now. Apologise, and take a message so that somebody calls back with a time.',

  async run(raw, { booking }) {
    if (!booking) return failed('Appointments cannot be booked on this call. Offer to take a message.');
    const { settings } = booking;
    const input = findTimesInputSchema(settings.booking).safeParse(raw);
    if (!input.success) return invalidInput(input.error);

    const service = settings.booking.services.find(({ name }) => name === input.data.service);
    const today = localTime(booking.now(), settings.identity.timeZone).date;
    const wanted = input.data.date ?? today;
    const from = wanted < today ? today : wanted;
    const day = service ? await firstFreeDay(booking, service, from) : null;
    if (!service || !day) {
      return failed(
        `Nothing is free for ${input.data.service} in the three weeks from ${describeDate(from)}. Offer a later date, or to take a message.`,
      );
    }
    const words = describeTimes(day.times, settings.booking.stepMinutes);
    const missed = input.data.date !== null && day.date !== input.data.date;
    const say = `${missed ? `Nothing is free on ${describeDate(wanted)}. The next is ` : ''}${describeDate(day.date)}: ${service.name} can begin ${words.startsWith('between') ? '' : 'at '}${words}.`;
    const times = day.times.slice(0, mostTimes).map(({ time }) => time);
    return { ok: true, output: { ok: true, say, date: day.date, times }, next: 'reply' };
  },
};
