'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field, FieldErrors } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { Caller } from '@/lib/caller/caller';
import type { ActionFailure, ActionResult } from '@/lib/contracts/action-result';

type Save = (caller: { id: string; name: string; note: string }) => Promise<ActionResult>;
type Props = { caller: Pick<Caller, 'id' | 'name' | 'note'>; save: Save | null };

/** Who they are and what the team should know; the agent is not told the note. */
export function CallerNotes({ caller, save }: Props) {
  const [name, setName] = useState(caller.name);
  const [note, setNote] = useState(caller.note);
  const [failed, setFailed] = useState<ActionFailure | null>(null);
  const [busy, start] = useTransition();

  if (!save) {
    return (
      <Card title="Note">
        {caller.note ? <p className="whitespace-pre-line text-body">{caller.note}</p> : <Nothing />}
      </Card>
    );
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    start(async () => {
      const result = await save?.({ id: caller.id, name, note });
      setFailed(result?.ok === false ? result : null);
      if (result?.ok) toast.success('Saved.');
    });
  }

  const untouched = name === caller.name && note === caller.note;
  return (
    <Card title="Name and note" help="Your team sees the note. Your receptionist is not told it.">
      <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
        <FieldErrors errors={failed?.fields}>
          <Field label="Name" name="name">
            <Input autoComplete="off" maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label="Note" name="note">
            <Textarea rows={3} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
          </Field>
        </FieldErrors>
        <p role="alert" className="text-danger-foreground text-meta empty:hidden">
          {failed && !failed.fields ? failed.message : ''}
        </p>
        <Button type="submit" busy={busy} disabled={untouched} className="self-start">
          Save
        </Button>
      </form>
    </Card>
  );
}

function Nothing() {
  return <p className="text-body text-muted-foreground">Nobody has written anything.</p>;
}
