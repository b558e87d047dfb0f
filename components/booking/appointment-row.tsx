import { RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { Button, buttonStyle } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Status } from '@/components/ui/status';
import type { Appointment } from '@/lib/booking/appointment';
import { formatTime } from '@/lib/format/day';
import { formatPhone } from '@/lib/format/phone';
import { localTime } from '@/lib/hours/local-time';
import { MoveDialog } from './move-dialog';
import type { useAppointments } from './use-appointments';

type Props = {
  appointment: Appointment;
  timeZone: string;
  isPast: boolean;
  calendars: { id: string; name: string }[];
  callHref: string | null;
  /** Null for those who may only read. */
  change: ReturnType<typeof useAppointments> | null;
};

export function AppointmentRow({ appointment, timeZone, isPast, calendars, callHref, change }: Props) {
  const { status, serviceName, callerName, callerNumber, calendarName, reference, note, isTest } = appointment;
  const { date, time } = localTime(new Date(appointment.startsAt), timeZone);
  const what = callerName ? `${serviceName} for ${callerName}` : serviceName;
  const isOff = status === 'cancelled';

  return (
    <li
      className={cn(
        'flex flex-col gap-x-6 gap-y-3 px-4 py-3 sm:flex-row',
        (isOff || isPast) && 'text-muted-foreground',
      )}
    >
      <p className={cn('shrink-0 font-medium text-body tabular-nums sm:w-40', isOff && 'line-through')}>
        <time dateTime={appointment.startsAt}>{formatTime(appointment.startsAt, timeZone)}</time>
        {' – '}
        <time dateTime={appointment.endsAt}>{formatTime(appointment.endsAt, timeZone)}</time>
      </p>
      <div className="flex min-w-0 grow flex-col gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-body">
          <span className="min-w-0 break-words font-medium">
            {serviceName}
            {callerName && ` · ${callerName}`}
          </span>
          {isOff && <Status>Cancelled</Status>}
          {isTest && <Status tone="waiting">Test call</Status>}
        </p>
        <p className="text-meta text-muted-foreground">
          {calendarName} · <span className="font-mono">{reference}</span>
          {callerNumber && ` · ${formatPhone(callerNumber)}`}
        </p>
        {note && <p className="max-w-[65ch] whitespace-pre-line break-words text-meta">{note}</p>}
      </div>
      <div className="flex shrink-0 flex-wrap items-start gap-2">
        {callHref && (
          <Link href={callHref} className={buttonStyle({ variant: 'ghost' })}>
            Call
          </Link>
        )}
        {change && !isOff && (
          <>
            <MoveDialog
              appointment={appointment}
              now={{ date, time }}
              calendars={calendars}
              move={(asked) => change.move(asked, { date, time, calendarId: appointment.calendarId })}
            />
            <Button disabled={change.busy} aria-label={`Cancel ${what}`} onClick={() => change.cancel(appointment.id)}>
              Cancel
            </Button>
          </>
        )}
        {change && isOff && !isPast && (
          <Button disabled={change.busy} aria-label={`Put back ${what}`} onClick={() => change.restore(appointment.id)}>
            <RotateCcw aria-hidden /> Put back
          </Button>
        )}
      </div>
    </li>
  );
}
