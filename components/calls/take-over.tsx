'use client';

import { PhoneIncoming } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { AlertDialog, AlertDialogContent, AlertDialogTrigger } from '@/components/ui/alert-dialog';
import { Button, buttonStyle } from '@/components/ui/button';

type Props = { busy: boolean; verifyHref: string | null; takeOver: () => void };

/** By one's own phone; without one that is verified, the button leads to where it is. */
export function TakeOver({ busy, verifyHref, takeOver }: Props) {
  const [open, setOpen] = useState(false);
  if (verifyHref !== null) {
    return (
      <Link href={verifyHref} className={buttonStyle()} title="Your phone has to be verified first.">
        <PhoneIncoming aria-hidden /> Take over…
      </Link>
    );
  }
  return (
    <AlertDialog open={open} onOpenChange={setOpen}>
      <AlertDialogTrigger asChild>
        <Button disabled={busy}>
          <PhoneIncoming aria-hidden /> Take over
        </Button>
      </AlertDialogTrigger>
      <AlertDialogContent
        title="Take over this call?"
        help="The agent asks the caller to hold, and your own phone rings. Press 1 and you have the caller; if you do not, the agent goes on."
        confirm="Ring my phone"
        cancel="Leave it to the agent"
        onConfirm={() => {
          setOpen(false);
          takeOver();
        }}
      />
    </AlertDialog>
  );
}
