'use client';

import {
  BellRing,
  CalendarDays,
  Check,
  ListTodo,
  type LucideIcon,
  Mail,
  MailOpen,
  MessageSquare,
  RotateCcw,
  TriangleAlert,
} from 'lucide-react';
import Link from 'next/link';
import { useId } from 'react';
import { Button, buttonStyle } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Status } from '@/components/ui/status';
import type { InboxKind, InboxMark } from '@/lib/contracts/inbox';
import { formatMoment, formatWhen } from '@/lib/format/day';
import { formatPhone } from '@/lib/format/phone';
import type { InboxItem } from '@/lib/message/inbox';

type Props = {
  item: InboxItem;
  isOpen: boolean;
  open: () => void;
  /** Null for those who may only read. */
  change: ((as: InboxMark) => void) | null;
  callHref: string | null;
  textsHref: string | null;
  timeZone: string;
  nowMs: number;
};

const icons: Record<InboxKind, LucideIcon> = {
  message: Mail,
  follow_up: ListTodo,
  appointment: CalendarDays,
  text: MessageSquare,
  notice: BellRing,
  promise: TriangleAlert,
};

export function InboxRow({ item, isOpen, open, change, callHref, textsHref, timeZone, nowMs }: Props) {
  const detailId = useId();
  const when = formatWhen(item.createdAt, timeZone, new Date(nowMs));
  const Icon = icons[item.kind];
  return (
    <li className={cn('relative', item.handled && 'text-muted-foreground')}>
      <button
        type="button"
        data-row={item.id}
        aria-expanded={isOpen}
        aria-controls={detailId}
        onClick={open}
        className="flex w-full items-start gap-3 px-4 py-3 text-left hover:bg-muted/60 focus-visible:-outline-offset-2"
      >
        <span
          aria-hidden
          className={cn('mt-2 size-1.5 shrink-0 rounded-full', item.unread ? 'bg-brand' : 'bg-transparent')}
        />
        <Icon className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-hidden />
        <span className="flex min-w-0 grow flex-col gap-0.5">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className={cn('min-w-0 break-words text-body', item.unread ? 'font-semibold' : 'font-medium')}>
              {item.unread && <span className="sr-only">Unread: </span>}
              {item.title}
            </span>
            {item.urgent && <Status tone="waiting">Urgent</Status>}
            {item.handled && <Status tone="live">Handled</Status>}
          </span>
          <span className="text-meta text-muted-foreground tabular-nums sm:hidden">{when}</span>
          {!isOpen && <span className="truncate text-meta text-muted-foreground">{item.text}</span>}
        </span>
        <time
          dateTime={item.createdAt}
          className="hidden shrink-0 pt-0.5 text-meta text-muted-foreground tabular-nums sm:block"
        >
          {when}
        </time>
      </button>
      <div id={detailId} hidden={!isOpen} className="flex flex-col gap-3 px-4 pb-4 sm:pl-[50px]">
        {item.text && <p className="max-w-[65ch] whitespace-pre-line break-words text-body">{item.text}</p>}
        {item.handled && (
          <p className="text-meta text-muted-foreground">
            Handled{item.handled.by && ` by ${item.handled.by}`}, {formatMoment(item.handled.at, timeZone)}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          {change && !item.handled && (
            <Button onClick={() => change('handled')}>
              <Check aria-hidden /> Handled
            </Button>
          )}
          {change && item.handled && (
            <Button onClick={() => change('open')}>
              <RotateCcw aria-hidden /> Put back
            </Button>
          )}
          {item.callbackNumber && (
            <a href={`tel:${item.callbackNumber}`} className={buttonStyle()}>
              Call {formatPhone(item.callbackNumber)}
            </a>
          )}
          {textsHref && (
            <Link href={textsHref} className={buttonStyle()}>
              Open the texts
            </Link>
          )}
          {callHref && (
            <Link href={callHref} className={buttonStyle()}>
              Open the call
            </Link>
          )}
          {change && !item.handled && (
            <Button variant="ghost" onClick={() => change('unread')}>
              <MailOpen aria-hidden /> Mark as unread
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}
