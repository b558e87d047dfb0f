import { cancelAppointmentInputSchema } from '@/lib/contracts/booking-tools';
import { invalidInput } from './invalid-input';
import { findTheirAppointment } from './their-appointment';
import { failed, type Tool, type ToolResult } from './tool';

const done: ToolResult = { ok: true, output: { ok: true, say: 'Your appointment is cancelled.' }, next: 'reply' };

export const cancelAppointment: Tool = {
  name: 'cancel_appointment',
  whenItFails:
    'It is not certain whether it was cancelled. Apologise, say so, and take a message so that somebody calls back.',

  async run(raw, { toolCallId, booking }) {
    if (!booking) return failed('Appointments cannot be cancelled on this call. Offer to take a message.');
    const input = cancelAppointmentInputSchema.safeParse(raw);
    if (!input.success) return invalidInput(input.error);

    const found = await findTheirAppointment(booking, input.data);
    if ('not' in found) {
      return (await booking.calendar.wasCancelled(toolCallId)) ? done : failed(`Nothing was cancelled. ${found.not}`);
    }
    const { answer } = await booking.calendar.cancel(toolCallId, found.theirs.id);
    return answer.result === 'done' ? done : failed('Nothing was cancelled: that appointment is no more.');
  },
};
