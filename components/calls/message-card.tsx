import { Mail } from 'lucide-react';
import type { ReactNode } from 'react';
import { Status } from '@/components/ui/status';
import { formatPhone } from '@/lib/format/phone';
import type { TakenMessage } from '@/lib/message/taken-message';

/** What the caller asked us to pass on. */
export function MessageCard({ message, children }: { message: TakenMessage; children?: ReactNode }) {
  return (
    <section aria-label="Message taken" className="flex gap-3 rounded-lg border bg-card p-4 sm:p-5">
      <Mail className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-hidden />
      <div className="flex min-w-0 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="font-semibold text-body">Message from {message.callerName}</h2>
          {message.urgent && <Status tone="waiting">Urgent</Status>}
        </div>
        <p className="max-w-[65ch] whitespace-pre-line break-words text-body">{message.message}</p>
        {children}
        {message.callbackNumber && (
          <p className="text-meta text-muted-foreground">
            Call back on{' '}
            <a href={`tel:${message.callbackNumber}`} className="text-brand-foreground tabular-nums hover:underline">
              {formatPhone(message.callbackNumber)}
            </a>
          </p>
        )}
      </div>
    </section>
  );
}
