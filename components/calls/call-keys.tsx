'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

type Props = { next: string | null; previous: string | null };

/** j goes to the next call, k to the one before, while nothing is being typed. */
export function CallKeys({ next, previous }: Props) {
  const router = useRouter();

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const href = event.key === 'j' ? next : event.key === 'k' ? previous : null;
      if (href) router.push(href, { scroll: false });
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [router, next, previous]);

  return null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
