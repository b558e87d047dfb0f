'use client';

import type { BookedDay } from '@/lib/booking/appointment';
import { describeDate } from '@/lib/hours/schedule';
import { AppointmentRow } from './appointment-row';
import { type BookActions, useAppointments } from './use-appointments';

type Props = BookActions & {
  days: BookedDay[];
  /** The local date at the business. */
  today: string;
  nowMs: number;
  tenantSlug: string;
  timeZone: string;
  calendars: { id: string; name: string }[];
  mayChange: boolean;
};

/** A week of the book, day by day. */
export function AppointmentList(props: Props) {
  const { days, today, nowMs, tenantSlug, timeZone, calendars, mayChange } = props;
  const change = useAppointments(props);

  return (
    <div className="flex flex-col gap-5">
      {days.map(({ date, appointments }) => (
        <section key={date} aria-labelledby={`day-${date}`} className="flex flex-col gap-2">
          <h2 id={`day-${date}`} className="font-semibold text-body">
            {describeDate(date)}
            {date === today && <span className="font-normal text-muted-foreground"> · today</span>}
          </h2>
          <ul className="divide-y rounded-lg border bg-card">
            {appointments.map((one) => (
              <AppointmentRow
                key={one.id}
                appointment={one}
                timeZone={timeZone}
                isPast={Date.parse(one.endsAt) < nowMs}
                calendars={calendars}
                callHref={one.callId && `/${tenantSlug}/calls/${one.callId}`}
                change={mayChange ? change : null}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
