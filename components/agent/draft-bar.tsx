'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { AlertDialog, AlertDialogContent, AlertDialogTrigger } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import type { Change } from '@/lib/agent/changes';
import type { Finding } from '@/lib/agent/lint';
import type { ActionResult } from '@/lib/contracts/action-result';
import type { SectionVersions } from '@/lib/version/section-versions';
import { PublishDialog } from './publish-dialog';

export type DraftState = {
  tenant: string;
  /** Null before the first publish. */
  liveNumber: number | null;
  changes: Change[];
  findings: Finding[];
  versions: SectionVersions;
  canEdit: boolean;
};

type Props = {
  draft: DraftState;
  publish: (input: { note: string; reviewed: SectionVersions }) => Promise<ActionResult<number>>;
  discard: () => Promise<ActionResult>;
};

/** Where the draft stands against what callers meet, on every page of the agent. */
export function DraftBar({ draft, publish, discard }: Props) {
  const { tenant, liveNumber, changes, canEdit } = draft;
  const hasNews = liveNumber === null || changes.length > 0;

  return (
    <section
      aria-label="Draft"
      className="sticky top-0 z-20 flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-b bg-background px-4 py-2 sm:px-6 lg:px-8"
    >
      {hasNews ? <Status tone="waiting">Draft</Status> : <Status tone="live">Live</Status>}
      <p className="min-w-0 grow text-meta">
        {describeDraft(liveNumber, changes.length)}{' '}
        {liveNumber !== null && (
          <Link className="text-brand-foreground hover:underline" href={`/${tenant}/agent/versions`}>
            Version {liveNumber} answers calls
          </Link>
        )}
      </p>
      {canEdit && hasNews && (
        <div className="flex gap-2">
          {liveNumber !== null && <DiscardButton discard={discard} liveNumber={liveNumber} />}
          <PublishDialog draft={draft} publish={publish} />
        </div>
      )}
    </section>
  );
}

function describeDraft(liveNumber: number | null, count: number): string {
  if (liveNumber === null) return 'Nothing is published yet: callers cannot be answered.';
  if (count === 0) return 'No unpublished changes.';
  return count === 1 ? '1 unpublished change.' : `${count} unpublished changes.`;
}

function DiscardButton({ discard, liveNumber }: { discard: Props['discard']; liveNumber: number }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [busy, start] = useTransition();

  const run = () =>
    start(async () => {
      const result = await discard();
      if (!result.ok) return void toast.error(result.message);
      setOpen(false);
      toast.success('The draft is what is live again.');
      router.refresh();
    });

  return (
    <AlertDialog open={open} onOpenChange={setOpen}>
      <AlertDialogTrigger asChild>
        <Button variant="ghost">Discard</Button>
      </AlertDialogTrigger>
      <AlertDialogContent
        title="Discard the unpublished changes?"
        help={`The draft becomes version ${liveNumber} again, for everybody. This cannot be undone.`}
        confirm="Discard changes"
        danger
        busy={busy}
        onConfirm={run}
      />
    </AlertDialog>
  );
}
