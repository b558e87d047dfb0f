'use client';

import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { useLiveChanges } from '@/components/calls/use-live-changes';

type Props = { tenantSlug: string; callId: string; revision: number };

/** Stands where the summary will be, and asks the page to be read again when it is there. */
export function SummaryPending({ tenantSlug, callId, revision }: Props) {
  const router = useRouter();
  const readAgain = () => startTransition(() => router.refresh());

  useLiveChanges({
    tenantSlug,
    callId,
    since: revision,
    onChanges(batch) {
      if (batch.calls.some((call) => call.revision > revision)) readAgain();
    },
    onGone: readAgain,
  });

  return (
    <p role="status" className="rounded-lg border border-dashed p-4 text-body text-muted-foreground sm:px-5">
      Summing up the call…
    </p>
  );
}
