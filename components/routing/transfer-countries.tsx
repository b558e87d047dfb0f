'use client';

import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { NativeSelect } from '@/components/ui/native-select';
import type { Choice } from '@/components/ui/select';
import { transferCountries } from '@/lib/agent/reachable';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { Routing } from '@/lib/contracts/routing';

type Props = {
  config: AgentConfig;
  routing: Routing;
  /** Every country, named by the server: a browser's own names may differ. */
  countries: Choice[];
  readOnly: boolean;
  onChange: (routing: Routing) => void;
};

/** Where calls may be passed on to: a wall against numbers that cost a fortune. */
export function TransferCountries({ config, routing, countries, readOnly, onChange }: Props) {
  const nameOf = (country: string) => countries.find(({ value }) => value === country)?.label ?? country;
  const listed = routing.transferCountries;
  const allowed = transferCountries({ config: { ...config, routing }, dialedNumber: null });

  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-wrap gap-2 empty:hidden">
        {allowed.map((country) => (
          <li key={country} className="flex items-center gap-1 rounded-md border py-0.5 pr-1 pl-2.5">
            {nameOf(country)}
            {listed.length === 0 && <span className="px-1 text-label text-muted-foreground">yours</span>}
            {!readOnly && listed.length > 0 && (
              <Button
                variant="ghost"
                size="icon"
                className="size-6"
                aria-label={`Remove ${nameOf(country)}`}
                onClick={() => onChange({ ...routing, transferCountries: listed.filter((one) => one !== country) })}
              >
                <X aria-hidden />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!readOnly && (
        <Field label="Also to" name="transferCountries">
          <NativeSelect
            choices={[{ value: '', label: 'Add a country…' }, ...countries]}
            value=""
            onChange={(event) => {
              const next = [...new Set([...(listed.length > 0 ? listed : allowed), event.target.value])];
              if (event.target.value) onChange({ ...routing, transferCountries: next });
            }}
          />
        </Field>
      )}
    </div>
  );
}
