'use client';

import { useCallback, useOptimistic, useRef, useTransition } from 'react';
import { toast } from 'sonner';
import type { ActionResult } from '@/lib/contracts/action-result';
import type { InboxMark } from '@/lib/contracts/inbox';
import type { InboxItem } from '@/lib/message/inbox';

export type MarkInbox = (asked: { items: string[]; as: InboxMark }) => Promise<ActionResult<number>>;
type Change = { id: string; as: InboxMark };

function changed(item: InboxItem, as: InboxMark): InboxItem {
  if (as === 'handled') return { ...item, unread: false, handled: { at: new Date().toISOString(), by: '' } };
  if (as === 'open') return { ...item, handled: null };
  return { ...item, unread: as === 'unread' };
}

const undoOf: Record<InboxMark, InboxMark> = { handled: 'open', open: 'handled', read: 'unread', unread: 'read' };
const spoken: Partial<Record<InboxMark, string>> = { handled: 'Marked as handled.', open: 'Back on the list.' };

/** Marks show at once and are taken back when the server refuses; the last one can be undone. */
export function useInbox(items: InboxItem[], mark: MarkInbox) {
  const [shown, show] = useOptimistic(items, (before, { id, as }: Change) =>
    before.map((item) => (item.id === id ? changed(item, as) : item)),
  );
  const [, start] = useTransition();
  const last = useRef<Change | null>(null);

  const change = useCallback(
    (id: string, as: InboxMark, quiet = false) => {
      start(async () => {
        show({ id, as });
        const result = await mark({ items: [id], as });
        if (!result.ok) return void toast.error(result.message);
        if (quiet) return;
        last.current = { id, as: undoOf[as] };
        const said = spoken[as];
        if (said) toast.success(said, { action: { label: 'Undo', onClick: () => change(id, undoOf[as], true) } });
      });
    },
    [mark, show],
  );

  const undo = useCallback(() => {
    const step = last.current;
    last.current = null;
    if (step) change(step.id, step.as, true);
  }, [change]);

  return { shown, change, undo };
}
