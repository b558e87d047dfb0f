'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field, FieldError } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { NativeSelect } from '@/components/ui/native-select';
import type { Appointment } from '@/lib/booking/appointment';
import type { MoveTo } from './use-appointments';

type Props = {
  appointment: Appointment;
  /** Where it is now, on the wall of the business. */
  now: { date: string; time: string };
  calendars: { id: string; name: string }[];
  /** Answers with what is wrong; null when it is done. */
  move: (asked: MoveTo) => Promise<string | null>;
};

export function MoveDialog({ appointment, now, calendars, move }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button aria-label={`Move ${whatOf(appointment)}`}>Move</Button>
      </DialogTrigger>
      {open && <MoveForm {...{ appointment, now, calendars, move }} close={() => setOpen(false)} />}
    </Dialog>
  );
}

function MoveForm({ appointment, now, calendars, move, close }: Props & { close: () => void }) {
  const [to, setTo] = useState({ ...now, calendarId: appointment.calendarId });
  const [wrong, setWrong] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const known = calendars.some(({ id }) => id === appointment.calendarId);
  const choices = known ? calendars : [{ id: appointment.calendarId, name: appointment.calendarName }, ...calendars];

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSaving(true);
    const problem = await move({ ...to, id: appointment.id });
    setSaving(false);
    setWrong(problem);
    if (problem === null) close();
  }

  return (
    <DialogContent
      title={`Move ${whatOf(appointment)}`}
      help="Its length stays. The caller is told if they get confirmations by e-mail."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Day">
            <Input
              type="date"
              required
              value={to.date}
              onChange={(event) => setTo({ ...to, date: event.target.value })}
            />
          </Field>
          <Field label="Begins">
            <Input
              type="time"
              required
              value={to.time}
              onChange={(event) => setTo({ ...to, time: event.target.value })}
            />
          </Field>
        </div>
        <Field label="Calendar">
          <NativeSelect
            choices={choices.map(({ id, name }) => ({ value: id, label: name }))}
            value={to.calendarId}
            onChange={(event) => setTo({ ...to, calendarId: event.target.value })}
          />
        </Field>
        <div role="alert">
          <FieldError>{wrong}</FieldError>
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={close}>Leave it</Button>
          <Button type="submit" variant="primary" busy={saving}>
            Move it
          </Button>
        </div>
      </form>
    </DialogContent>
  );
}

function whatOf({ serviceName, callerName }: Appointment): string {
  return callerName ? `${serviceName} for ${callerName}` : serviceName;
}
