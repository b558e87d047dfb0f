'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { ChangeList } from '@/components/agent/change-list';
import { cn } from '@/components/ui/cn';
import { Field } from '@/components/ui/field';
import { NativeSelect } from '@/components/ui/native-select';
import type { Change } from '@/lib/agent/changes';
import type { VersionSummary } from '@/lib/version/version';
import { ChangeTable } from './change-table';

/** A version's number, or the draft. */
export type Side = number | 'draft';

type Props = { versions: VersionSummary[]; from: Side; to: Side; changes: Change[] };

/** Any two, side by side: a sentence per change and the values behind it. */
export function VersionCompare({ versions, from, to, changes }: Props) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const choices = [
    { value: 'draft', label: 'Draft' },
    ...versions.map(({ number, isLive }) => ({
      value: String(number),
      label: `Version ${number}${isLive ? ' (live)' : ''}`,
    })),
  ];
  const show = (one: string, other: string) => {
    start(() => router.replace(`?from=${one}&to=${other}`, { scroll: false }));
  };

  return (
    <section aria-label="Compare" className="flex flex-col gap-4 rounded-lg border bg-card p-4 sm:p-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Compare">
          <NativeSelect
            choices={choices}
            value={String(from)}
            onChange={(event) => show(event.target.value, String(to))}
          />
        </Field>
        <Field label="With">
          <NativeSelect
            choices={choices}
            value={String(to)}
            onChange={(event) => show(String(from), event.target.value)}
          />
        </Field>
      </div>
      <div className={cn(busy && 'opacity-60')} aria-live="polite">
        {changes.length > 0 ? (
          <>
            <div className="max-sm:hidden">
              <ChangeTable changes={changes} before={sideLabel(from)} after={sideLabel(to)} />
            </div>
            <div className="sm:hidden">
              <ChangeList changes={changes} />
            </div>
          </>
        ) : (
          <p className="text-body text-muted-foreground">
            {from === to ? 'Choose two different ones.' : 'These two are the same.'}
          </p>
        )}
      </div>
    </section>
  );
}

function sideLabel(side: Side): string {
  return side === 'draft' ? 'Draft' : `Version ${side}`;
}
