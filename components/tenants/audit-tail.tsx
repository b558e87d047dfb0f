import { cn } from '@/components/ui/cn';
import { type AuditEvent, describeActor, describeAudit } from '@/lib/admin/audit-words';
import { formatMoment } from '@/lib/format/day';

const dots = { info: 'bg-muted-foreground', warning: 'bg-waiting', high: 'bg-danger' };

export function AuditTail({ events, nothing }: { events: AuditEvent[]; nothing: string }) {
  if (events.length === 0) return <p className="text-body text-muted-foreground">{nothing}</p>;
  return (
    <ol className="flex max-h-120 flex-col gap-3 overflow-y-auto text-meta">
      {events.map((event) => (
        <li key={event.id} className="flex gap-3">
          <span aria-hidden className={cn('mt-2 size-1.5 shrink-0 rounded-full', dots[event.severity])} />
          <div className="min-w-0">
            <p className="break-words">{describeAudit(event)}</p>
            <p className="text-muted-foreground">
              {describeActor(event.actorKind)}, <time dateTime={event.at}>{formatMoment(event.at, 'UTC')}</time>
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
