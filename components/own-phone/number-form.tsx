'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { formatPhone } from '@/lib/format/phone';

type Props = { number: string; busy: boolean; mayChange: boolean; send: (number: string) => void };

export function NumberForm({ number, busy, mayChange, send }: Props) {
  const [typed, setTyped] = useState(number && formatPhone(number));

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (typed.trim() !== '') send(typed.trim());
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4 sm:w-80">
      <Field label="Your mobile number" help="A code comes as a text. The usual prices for texts and calls apply.">
        <Input
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          placeholder="+1 202 555 0101"
          maxLength={40}
          disabled={!mayChange}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" size="form" busy={busy} disabled={!mayChange || typed.trim() === ''}>
        Text me a code
      </Button>
    </form>
  );
}
