import { MailCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { MailboxHint } from './mailbox-hint';

export function MailSent({ children, mailboxUrl }: { children: ReactNode; mailboxUrl: string | null }) {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex gap-3 rounded-lg border bg-card p-4">
        <MailCheck className="mt-0.5 size-4 shrink-0 text-live-foreground" aria-hidden />
        <p className="text-body">{children}</p>
      </div>
      <MailboxHint url={mailboxUrl} />
    </div>
  );
}
