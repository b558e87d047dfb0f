'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { AlertDialog, AlertDialogContent, AlertDialogTrigger } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import type { ActionResult } from '@/lib/contracts/action-result';

type Props = { number: number; restore: (input: { number: number }) => Promise<ActionResult<number>> };

export function RestoreButton({ number, restore }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [busy, start] = useTransition();

  const run = () =>
    start(async () => {
      const result = await restore({ number });
      if (!result.ok) return void toast.error(result.message);
      setOpen(false);
      toast.success(`Version ${number} is live again, as version ${result.data}.`);
      router.refresh();
    });

  return (
    <AlertDialog open={open} onOpenChange={setOpen}>
      <AlertDialogTrigger asChild>
        <Button variant="ghost" aria-label={`Restore version ${number}`}>
          Restore
        </Button>
      </AlertDialogTrigger>
      <AlertDialogContent
        title={`Restore version ${number}?`}
        help="The next call uses it, as a new version. The draft becomes the same: unpublished changes are lost."
        confirm="Restore"
        busy={busy}
        onConfirm={run}
      />
    </AlertDialog>
  );
}
