import { CalendarDays } from 'lucide-react';
import { Status } from '@/components/ui/status';
import type { Appointment } from '@/lib/booking/appointment';
import { formatMoment } from '@/lib/format/day';

/** What a call has booked, as it stands now. */
export function BookedCard({ appointment, timeZone }: { appointment: Appointment; timeZone: string }) {
  const { serviceName, startsAt, calendarName, callerName, reference, note, status, isTest } = appointment;
  return (
    <section aria-label="Appointment booked" className="flex gap-3 rounded-lg border bg-card p-4 sm:p-5">
      <CalendarDays className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-hidden />
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="font-semibold text-body">
            {serviceName}
            {callerName && ` for ${callerName}`}
          </h2>
          {status === 'cancelled' && <Status>Cancelled</Status>}
          {isTest && <Status tone="waiting">Test call</Status>}
        </div>
        <p className="text-body tabular-nums">{formatMoment(startsAt, timeZone)}</p>
        <p className="text-meta text-muted-foreground">
          {calendarName} · <span className="font-mono">{reference}</span>
        </p>
        {note && <p className="max-w-[65ch] whitespace-pre-line break-words text-meta">{note}</p>}
      </div>
    </section>
  );
}
