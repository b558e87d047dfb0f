'use client';

import { PhoneForwarded, PhoneOff, StickyNote } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { AlertDialog, AlertDialogContent, AlertDialogTrigger } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Dialog, DialogClose, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { NativeSelect } from '@/components/ui/native-select';
import { Status } from '@/components/ui/status';
import { Textarea } from '@/components/ui/textarea';
import { longestNote } from '@/lib/contracts/command';
import { TakeOver } from './take-over';
import { type TellCall, useLiveCommand, type Wish } from './use-live-command';

type Props = {
  callId: string;
  people: string[];
  /** Where a phone of one's own is verified; null once that is done. */
  verifyHref: string | null;
  tell: TellCall;
};
type Send = (wish: Wish, onDone?: () => void) => void;

/** Step into a call that is in progress. Everything is asked of the call itself, and its answer stands below. */
export function LiveControls({ callId, people, verifyHref, tell }: Props) {
  const { send, told, busy } = useLiveCommand(callId, tell);

  return (
    <Card title="Step in" help="The call is in progress. What you do here happens within a second.">
      <div className="flex flex-wrap gap-2">
        <NoteForAgent send={send} busy={busy} />
        <TakeOver busy={busy} verifyHref={verifyHref} takeOver={() => send({ kind: 'take_over' })} />
        <ConnectCaller send={send} busy={busy} people={people} />
        <EndCall send={send} busy={busy} />
      </div>
      {people.length === 0 && (
        <p className="mt-2 text-label text-muted-foreground">
          To connect callers, list your people under Routing and publish.
        </p>
      )}
      <div role="status" className="mt-3 empty:mt-0">
        {told && <Status tone={told.tone}>{told.sentence}</Status>}
      </div>
    </Card>
  );
}

function NoteForAgent({ send, busy }: { send: Send; busy: boolean }) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (text.trim() === '') return;
    setOpen(false);
    send({ kind: 'note', text: text.trim() }, () => setText(''));
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button disabled={busy}>
          <StickyNote aria-hidden /> Note for the agent
        </Button>
      </DialogTrigger>
      <DialogContent title="Note for the agent" help="The caller does not hear it. The agent uses it in its own words.">
        <form onSubmit={onSubmit} className="flex flex-col gap-4">
          <Field label="Note" name="text">
            <Textarea
              rows={3}
              required
              maxLength={longestNote}
              placeholder="Dr. Chen is free at four today."
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </Field>
          <div className="flex flex-wrap justify-end gap-2">
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" disabled={text.trim() === ''}>
              Send the note
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function ConnectCaller({ send, busy, people }: { send: Send; busy: boolean; people: string[] }) {
  const [open, setOpen] = useState(false);
  const [label, setLabel] = useState(people[0] ?? '');

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    setOpen(false);
    send({ kind: 'transfer', text: label });
  }

  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button
          disabled={busy || people.length === 0}
          title={people.length === 0 ? 'Nobody is listed under Routing.' : ''}
        >
          <PhoneForwarded aria-hidden /> Connect
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Connect the caller"
        help="The agent tells the caller, then the telephone of whom you choose rings."
      >
        <form onSubmit={onSubmit} className="flex flex-col gap-4">
          <Field label="To" name="to">
            <NativeSelect
              choices={people.map((person) => ({ value: person, label: person }))}
              value={label}
              onChange={(event) => setLabel(event.target.value)}
            />
          </Field>
          <div className="flex flex-wrap justify-end gap-2">
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary">
              Connect
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function EndCall({ send, busy }: { send: Send; busy: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <AlertDialog open={open} onOpenChange={setOpen}>
      <AlertDialogTrigger asChild>
        <Button variant="danger" disabled={busy}>
          <PhoneOff aria-hidden /> End the call
        </Button>
      </AlertDialogTrigger>
      <AlertDialogContent
        title="End this call?"
        help="The agent says a short goodbye, and hangs up when the caller has heard it."
        confirm="End the call"
        cancel="Keep it going"
        danger
        onConfirm={() => {
          setOpen(false);
          send({ kind: 'end' });
        }}
      />
    </AlertDialog>
  );
}
