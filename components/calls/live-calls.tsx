'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { NearLink } from '@/components/ui/near-link';
import { mergeCalls } from '@/lib/call/live-changes';
import type { CallSummary } from '@/lib/call/summary';
import { CallOutcome } from './call-outcome';
import { callerName } from './call-words';
import { Elapsed } from './elapsed';
import { useLiveChanges } from './use-live-changes';

type Props = { tenantSlug: string; inProgress: CallSummary[]; revision: number; nowMs: number };

/** Calls in progress, pinned above the list. Asks the page to be read again when one begins or ends. */
export function LiveCalls({ tenantSlug, inProgress, revision, nowMs }: Props) {
  const router = useRouter();
  const [changed, setChanged] = useState<CallSummary[]>([]);
  const shown = mergeCalls(inProgress, changed).filter((call) => call.status !== 'ended');

  useLiveChanges({
    tenantSlug,
    since: revision,
    onChanges({ calls }) {
      setChanged((before) => mergeCalls(before, calls).slice(0, 100));
      const known = new Map(shown.map((call) => [call.id, call.status]));
      const news = calls.some((call) => (call.status === 'ended' ? known.has(call.id) : !known.has(call.id)));
      const brief = calls.some((call) => call.status === 'ended' && call.revision > revision);
      if (news || brief) startTransition(() => router.refresh());
    },
    onGone: () => router.refresh(),
  });

  if (shown.length === 0) return null;
  return (
    <section aria-label="Calls in progress" className="rounded-lg border border-live/40 bg-card">
      <h2 className="border-b px-4 py-2 text-label text-live-foreground">
        {shown.length === 1 ? '1 call in progress' : `${shown.length} calls in progress`}
      </h2>
      <ul>
        {shown.map((call) => (
          <LiveRow key={call.id} call={call} href={`/${tenantSlug}/calls/${call.id}`} nowMs={nowMs} />
        ))}
      </ul>
    </section>
  );
}

function LiveRow({ call, href, nowMs }: { call: CallSummary; href: string; nowMs: number }) {
  return (
    <li className="relative flex min-h-11 items-center gap-3 border-b px-4 py-1.5 text-meta last:border-0 hover:bg-muted/60">
      <NearLink href={href} className="font-medium after:absolute after:inset-0">
        {callerName(call)}
      </NearLink>
      {call.isTest && <Badge tone="outline">Test</Badge>}
      <span className="ml-auto">
        <CallOutcome call={call} />
      </span>
      <Elapsed since={call.answeredAt ?? call.startedAt} nowMs={nowMs} />
    </li>
  );
}
