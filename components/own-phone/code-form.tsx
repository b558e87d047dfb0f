'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { codeDigits } from '@/lib/contracts/own-phone';

type Props = { busy: boolean; check: (code: string) => void };

export function CodeForm({ busy, check }: Props) {
  const [code, setCode] = useState('');

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (code.trim() !== '') check(code.trim());
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4 sm:w-80">
      <Field label="Code from the text" help={`${codeDigits} digits.`}>
        <Input
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={codeDigits + 2}
          className="font-mono tabular-nums"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" size="form" busy={busy} disabled={code.trim() === ''}>
        Verify
      </Button>
    </form>
  );
}
