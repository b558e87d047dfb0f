'use client';

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Kbd } from '@/components/ui/kbd';
import type { InboxItem } from '@/lib/message/inbox';
import { InboxRow } from './inbox-row';
import { type MarkInbox, useInbox } from './use-inbox';

type Props = {
  items: InboxItem[];
  tenantSlug: string;
  mark: MarkInbox;
  mayChange: boolean;
  timeZone: string;
  nowMs: number;
  /** Shown where nothing is left; the last mark can still be taken back. */
  empty: ReactNode;
};

/** j and k walk, Enter opens, e handles, u marks as unread, z takes back the last. */
export function InboxList({ items, tenantSlug, mark, mayChange, timeZone, nowMs, empty }: Props) {
  const { shown, change, undo } = useInbox(items, mark);
  const [openId, setOpenId] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => {
    if (!mayChange) return;
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'z' || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      undo();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [mayChange, undo]);

  function open(item: InboxItem) {
    setOpenId(item.id === openId ? null : item.id);
    if (mayChange && item.unread) change(item.id, 'read', true);
  }

  function walk(from: HTMLElement, by: 1 | -1) {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    rows[rows.indexOf(from) + by]?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLUListElement>) {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-row]') : null;
    const item = shown.find(({ id }) => id === row?.dataset.row);
    if (!row || !item || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === 'j' || event.key === 'ArrowDown') walk(row, 1);
    else if (event.key === 'k' || event.key === 'ArrowUp') walk(row, -1);
    else if (event.key === 'e' && mayChange) {
      walk(row, item.id === shown.at(-1)?.id ? -1 : 1);
      change(item.id, item.handled ? 'open' : 'handled');
    } else if (event.key === 'u' && mayChange) change(item.id, item.unread ? 'read' : 'unread');
    else return;
    event.preventDefault();
  }

  if (shown.length === 0) return empty;
  return (
    <section aria-label="Items" className="flex flex-col gap-2">
      <ul ref={list} onKeyDown={onKeyDown} className="divide-y rounded-lg border bg-card">
        {shown.map((item) => (
          <InboxRow
            key={item.id}
            item={item}
            isOpen={item.id === openId}
            open={() => open(item)}
            change={mayChange ? (as) => change(item.id, as) : null}
            callHref={item.callId && `/${tenantSlug}/calls/${item.callId}`}
            textsHref={
              item.kind === 'text' && item.callbackNumber
                ? `/${tenantSlug}/texts?number=${encodeURIComponent(item.callbackNumber)}`
                : null
            }
            timeZone={timeZone}
            nowMs={nowMs}
          />
        ))}
      </ul>
      {mayChange && (
        <p className="hidden text-meta text-muted-foreground sm:block">
          <Kbd>j</Kbd> <Kbd>k</Kbd> move · <Kbd>Enter</Kbd> open · <Kbd>e</Kbd> handled · <Kbd>u</Kbd> unread ·{' '}
          <Kbd>z</Kbd> undo
        </p>
      )}
    </section>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
