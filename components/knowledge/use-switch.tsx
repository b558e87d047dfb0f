'use client';

import { useRouter } from 'next/navigation';
import { useId, useOptimistic, useTransition } from 'react';
import { toast } from 'sonner';
import { Switch } from '@/components/ui/switch';
import type { ChangeUse } from './knowledge-action';

type Props = {
  label: string;
  target: { sourceId: string; pageId?: string };
  inUse: boolean;
  change: ChangeUse;
};

export function UseSwitch({ label, target, inUse, change }: Props) {
  const router = useRouter();
  const id = useId();
  const [, begin] = useTransition();
  const [shown, show] = useOptimistic(inUse);

  function turn(next: boolean) {
    begin(async () => {
      show(next);
      const result = await change({ ...target, inUse: next });
      if (!result.ok) toast.error(result.message);
      router.refresh();
    });
  }

  return (
    <span className="flex items-center gap-2">
      <label htmlFor={id} className="text-meta text-muted-foreground">
        {label}
      </label>
      <Switch id={id} checked={shown} onCheckedChange={turn} />
    </span>
  );
}
