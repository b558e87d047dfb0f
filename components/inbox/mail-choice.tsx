'use client';

import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { NativeSelect } from '@/components/ui/native-select';
import type { ActionResult } from '@/lib/contracts/action-result';
import type { NotifiedOf } from '@/lib/contracts/member';

const choices: { value: NotifiedOf; label: string }[] = [
  { value: 'nothing', label: 'No mail' },
  { value: 'urgent', label: 'Mail me what is urgent' },
  { value: 'everything', label: 'Mail me everything' },
];

type Props = { chosen: NotifiedOf; choose: (notifiedOf: NotifiedOf) => Promise<ActionResult<void>> };

/** What of the inbox this person is told of by mail. */
export function MailChoice({ chosen, choose }: Props) {
  const [value, setValue] = useState(chosen);
  const [isSaving, save] = useTransition();

  function change(picked: string): void {
    const next = choices.find((choice) => choice.value === picked)?.value;
    if (!next) return;
    const before = value;
    setValue(next);
    save(async () => {
      const result = await choose(next);
      if (result.ok) toast.success('Saved.');
      else {
        setValue(before);
        toast.error(result.message);
      }
    });
  }

  return (
    <NativeSelect
      aria-label="What you are told by mail"
      choices={choices}
      value={value}
      disabled={isSaving}
      onChange={(event) => change(event.target.value)}
      className="w-56"
    />
  );
}
