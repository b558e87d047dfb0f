'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Caller } from '@/lib/caller/caller';
import type { ActionResult } from '@/lib/contracts/action-result';
import { formatPhone } from '@/lib/format/phone';

type Erase = (input: { id: string; typedNumber: string }) => Promise<ActionResult>;
type Props = { caller: Pick<Caller, 'id' | 'e164'>; erase: Erase; backHref: string };

const digits = (text: string) => text.replaceAll(/\D/g, '');

export function EraseCaller({ caller, erase, backHref }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [typedNumber, setTypedNumber] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, start] = useTransition();

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    start(async () => {
      const result = await erase({ id: caller.id, typedNumber });
      if (!result.ok) return setProblem(result.message);
      toast.success('The caller is erased.');
      router.push(backHref);
      router.refresh();
    });
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="danger">Erase…</Button>
      </DialogTrigger>
      <DialogContent
        title="Erase this caller?"
        help="Their number, what is remembered, the words of their calls, their messages and recordings are removed for good. That calls took place, and when, is kept. This cannot be undone."
      >
        <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
          <Field label={`Type ${formatPhone(caller.e164)} to confirm`} error={problem}>
            <Input
              inputMode="tel"
              autoComplete="off"
              value={typedNumber}
              onChange={(event) => setTypedNumber(event.target.value)}
            />
          </Field>
          <div className="flex flex-wrap justify-end gap-2">
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="danger" busy={busy} disabled={digits(typedNumber) !== digits(caller.e164)}>
              Erase
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
