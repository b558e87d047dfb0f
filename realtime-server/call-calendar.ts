import { describeMoment } from '@/lib/agent/appointment-words';
import { whyNotTexted } from '@/lib/agent/textable';
import {
  bookAppointment,
  cancelAppointment,
  findAppointmentsOfCaller,
  moveAppointment,
  readBusyTimes,
  wasCancelledBy,
} from '@/lib/booking/write';
import type { BookedAnswer } from '@/lib/contracts/booking-tools';
import type { Db } from '@/lib/platform/database';
import type { Log } from '@/lib/platform/log';
import { queueText } from '@/lib/text/write';
import type { Answered, CallCalendar } from './ports/calendar';
import type { CallSetup } from './ports/call-setup';

type Done = Extract<BookedAnswer, { result: 'done' }>;

/** The calendar that is kept in our own database, under the call's own token: whose it is, the database decides. */
export function makeCallCalendar(setup: CallSetup, { db, log }: { db: Db; log: Log }): CallCalendar {
  const { booking, identity } = setup.config;

  async function confirm(answer: BookedAnswer, toolCallId: string, what: string): Promise<Answered> {
    if (answer.result !== 'done') return { answer, confirmation: null };
    return { answer, confirmation: booking.confirmations === 'text' ? await text(answer, toolCallId, what) : null };
  }

  /** What is booked stays booked when no text can be sent. */
  async function text(done: Done, toolCallId: string, what: string): Promise<'text' | null> {
    if (whyNotTexted(setup, setup.callerNumber)) return null;
    const when = describeMoment(new Date(done.startsAt), identity.timeZone);
    const body = `${identity.businessName}: ${done.serviceName}, ${when}. ${what} Reference ${done.reference}.`;
    try {
      const queued = await queueText(db, { toolCallId: `${toolCallId} text`, label: 'Appointment', body });
      return queued.result === 'queued' ? 'text' : null;
    } catch (err) {
      log.warn({ err, callId: setup.callId }, 'A confirmation could not be queued');
      return null;
    }
  }

  return {
    busy: (from, until) => readBusyTimes(db, from, until),
    async book(toolCallId, wish) {
      const answer = await bookAppointment(db, toolCallId, {
        ...wish,
        timeZone: identity.timeZone,
        confirmBy: booking.confirmations,
        mostOpen: booking.maxPerCaller,
      });
      const told = await confirm(answer, toolCallId, 'Your appointment is booked.');
      const isMailed = answer.result === 'done' && booking.confirmations === 'mail' && wish.callerEmail !== null;
      return isMailed ? { ...told, confirmation: 'mail' } : told;
    },
    findTheirs: (known) => findAppointmentsOfCaller(db, known),
    async move(toolCallId, appointmentId, wish) {
      const answer = await moveAppointment(db, toolCallId, appointmentId, wish);
      return confirm(answer, toolCallId, 'Your appointment has been moved to this time.');
    },
    async cancel(toolCallId, appointmentId) {
      const answer = await cancelAppointment(db, toolCallId, appointmentId);
      return confirm(answer, toolCallId, 'Your appointment is cancelled.');
    },
    wasCancelled: (toolCallId) => wasCancelledBy(db, toolCallId),
  };
}
