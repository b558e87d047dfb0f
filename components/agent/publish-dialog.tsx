'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ActionFailure, ActionResult } from '@/lib/contracts/action-result';
import { sections } from '@/lib/contracts/agent-config';
import type { SectionVersions } from '@/lib/version/section-versions';
import { ChangeList } from './change-list';
import type { DraftState } from './draft-bar';
import { FindingList } from './finding-list';
import { ScrollRegion } from './scroll-region';
import { sectionLabels } from './section-labels';
import { readUnsavedEdit } from './unsaved-edits';

type Props = {
  draft: DraftState;
  publish: (input: { note: string; reviewed: SectionVersions }) => Promise<ActionResult<number>>;
};

/** What will change for callers, what contradicts itself, and a note for whoever reads the history. */
export function PublishDialog({ draft, publish }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const [failed, setFailed] = useState<ActionFailure | null>(null);
  const [busy, start] = useTransition();

  const run = () =>
    start(async () => {
      const result = await publish({ note, reviewed: draft.versions });
      router.refresh();
      setFailed(result.ok ? null : result);
      if (!result.ok) return;
      setOpen(false);
      setNote('');
      toast.success(`Version ${result.data} is live. The next call uses it.`);
    });

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="secondary">Review & publish</Button>
      </DialogTrigger>
      <DialogContent
        title="Publish the draft"
        help="The next call uses it. Calls in progress keep what they began with."
        footer={
          <>
            <DialogClose asChild>
              <Button>Not yet</Button>
            </DialogClose>
            <Button
              variant="primary"
              busy={busy}
              disabled={draft.findings.some(({ weight }) => weight === 'blocker')}
              onClick={run}
            >
              Publish
            </Button>
          </>
        }
      >
        {failed && (
          <Banner tone="danger" role="alert">
            {failed.message}
            {failed.code === 'conflict' && ' What you see now is the draft as it stands: look again, then publish.'}
          </Banner>
        )}
        {open && <UnsavedNotice tenant={draft.tenant} />}
        <ScrollRegion label="What will change" className="flex max-h-[50dvh] flex-col gap-4">
          {draft.findings.length > 0 && <FindingList findings={draft.findings} />}
          {draft.liveNumber === null ? (
            <p className="text-body">This is the first version.</p>
          ) : (
            <ChangeList changes={draft.changes} />
          )}
        </ScrollRegion>
        <Field label="Note" help="For the history: why you changed it." error={failed?.fields?.note}>
          <Input value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </DialogContent>
    </Dialog>
  );
}

/** Edits that were typed in this tab but not saved are not part of the draft. */
function UnsavedNotice({ tenant }: { tenant: string }) {
  const unsaved = sections.filter((section) => readUnsavedEdit(tenant, section));
  if (unsaved.length === 0) return null;

  return (
    <Banner tone="waiting">
      {unsaved.map((section) => sectionLabels[section]).join(' and ')}: you have edits that are not saved. They will not
      be published.
    </Banner>
  );
}
