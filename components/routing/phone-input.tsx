'use client';

import { type ComponentProps, useState } from 'react';
import { Input } from '@/components/ui/input';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { formatPhone } from '@/lib/format/phone';
import { countryOfTimeZone } from '@/lib/hours/zone-country';
import { numberAsDialled } from '@/lib/routing/number-guard';

type Props = Omit<ComponentProps<'input'>, 'value' | 'onChange'> & {
  config: AgentConfig;
  /** E.164, or what was typed so far. */
  value: string;
  onChange: (number: string) => void;
};

/** Takes a number as people write it at home, and keeps it as the world dials it. */
export function PhoneInput({ config, value, onChange, ...rest }: Props) {
  const [typed, setTyped] = useState<string | null>(null);

  return (
    <Input
      type="tel"
      inputMode="tel"
      autoComplete="off"
      placeholder="+1 202 555 0101"
      maxLength={30}
      {...rest}
      value={typed ?? (e164(value, config) ? formatPhone(value) : value)}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(e164(event.target.value, config) ?? event.target.value.trim());
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

/** Undefined for what is no number yet. */
export function e164(typed: string, { identity }: AgentConfig): string | undefined {
  return numberAsDialled(typed, countryOfTimeZone(identity.timeZone)) ?? undefined;
}
