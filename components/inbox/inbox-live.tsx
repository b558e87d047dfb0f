'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { useLiveChanges } from '@/components/calls/use-live-changes';

/** Reads the page again when a call ends or is summed up: that is when something new may wait. */
export function InboxLive({ tenantSlug, revision }: { tenantSlug: string; revision: number }) {
  const router = useRouter();
  const readAgain = () => startTransition(() => router.refresh());
  useLiveChanges({
    tenantSlug,
    since: revision,
    onChanges({ calls }) {
      if (calls.some((call) => call.status === 'ended' && call.revision > revision)) readAgain();
    },
    onGone: readAgain,
  });
  return null;
}
