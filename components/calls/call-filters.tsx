'use client';

import { useRouter } from 'next/navigation';
import { useId, useTransition } from 'react';
import { cn } from '@/components/ui/cn';
import { ClearFilters, FilterBar, FilterChip } from '@/components/ui/filter-bar';
import { Input } from '@/components/ui/input';
import { type ListParams, listHref } from '@/components/ui/list-href';
import { NativeSelect } from '@/components/ui/native-select';
import { SearchField } from '@/components/ui/search-field';
import type { CallFilters as Filters } from '@/lib/call/filters';
import {
  activeFilters,
  channelChoices,
  type FilterChoice,
  kindChoices,
  outcomeChoices,
  rangeChoices,
} from './call-filter-words';

type Props = { path: string; params: ListParams; filters: Filters; numbers: FilterChoice[]; today: string };

/** Every filter lives in the address, so a filtered list can be kept and shared. */
export function CallFilters({ path, params, filters, numbers, today }: Props) {
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const active = activeFilters(filters);
  const go = (changes: Record<string, string | null>) =>
    startTransition(() =>
      router.push(listHref(path, params, { ...changes, call: null, page: null }), { scroll: false }),
    );

  function changeRange(value: string) {
    if (value === 'custom') go({ range: null, from: filters.fromDay ?? today, to: filters.toDay ?? today });
    else go({ range: value, from: null, to: null });
  }

  return (
    <div className={cn('flex flex-col gap-2', busy && 'opacity-70')}>
      <FilterBar>
        <SearchField path={path} params={params} label="Words or a number" className="sm:w-64" />
        <Choice
          label="Dates"
          choices={[...rangeChoices, { value: 'custom', label: 'Chosen days…' }]}
          value={filters.range}
          onPick={changeRange}
        />
        <Choice
          label="Outcome"
          choices={outcomeChoices}
          value={filters.outcome}
          onPick={(outcome) => go({ outcome })}
        />
        <Choice label="Way" choices={channelChoices} value={filters.channel} onPick={(channel) => go({ channel })} />
        <Choice label="Kind" choices={kindChoices} value={filters.kind} onPick={(kind) => go({ kind })} />
        {numbers.length > 1 && (
          <Choice
            label="Number called"
            choices={[{ value: '', label: 'Any number' }, ...numbers]}
            value={filters.number}
            onPick={(number) => go({ number })}
          />
        )}
      </FilterBar>
      {filters.range === 'custom' && <Days filters={filters} today={today} onPick={go} />}
      {active.length > 0 && (
        <FilterBar>
          {active.map(({ label, clears }) => (
            <FilterChip
              key={label}
              active
              href={listHref(path, params, { ...Object.fromEntries(clears.map((name) => [name, null])), page: null })}
            >
              {label}
            </FilterChip>
          ))}
          <ClearFilters href={path} />
        </FilterBar>
      )}
    </div>
  );
}

type ChoiceProps = { label: string; choices: FilterChoice[]; value: string | null; onPick: (value: string) => void };

function Choice({ label, choices, value, onPick }: ChoiceProps) {
  return (
    <NativeSelect
      aria-label={label}
      choices={choices}
      value={value ?? ''}
      onChange={(event) => onPick(event.target.value)}
      className="h-8"
    />
  );
}

type DaysProps = { filters: Filters; today: string; onPick: (changes: Record<string, string | null>) => void };

function Days({ filters, today, onPick }: DaysProps) {
  const [fromId, toId] = [useId(), useId()];
  return (
    <FilterBar>
      <label htmlFor={fromId} className="text-meta text-muted-foreground">
        From
      </label>
      <Input
        id={fromId}
        type="date"
        className="h-8 w-40"
        max={filters.toDay ?? today}
        defaultValue={filters.fromDay ?? ''}
        onChange={(event) => onPick({ from: event.target.value })}
      />
      <label htmlFor={toId} className="text-meta text-muted-foreground">
        to
      </label>
      <Input
        id={toId}
        type="date"
        className="h-8 w-40"
        min={filters.fromDay ?? undefined}
        max={today}
        defaultValue={filters.toDay ?? ''}
        onChange={(event) => onPick({ to: event.target.value })}
      />
    </FilterBar>
  );
}
