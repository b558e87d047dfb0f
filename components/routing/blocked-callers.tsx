'use client';

import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { FieldError, useFieldError } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SettingRow } from '@/components/ui/setting-row';
import { Switch } from '@/components/ui/switch';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { Routing } from '@/lib/contracts/routing';
import { PhoneInput } from './phone-input';

type Blocked = Routing['blockedCallers'][number];
type Props = { config: AgentConfig; routing: Routing; readOnly: boolean; onChange: (routing: Routing) => void };

const maxBlocked = 500;

/** Who is turned away before the call is answered, and costs nothing. */
export function BlockedCallers({ config, routing, readOnly, onChange }: Props) {
  const { blockedCallers } = routing;
  const set = (next: Blocked[]) => onChange({ ...routing, blockedCallers: next });

  return (
    <div className="flex flex-col gap-4">
      <SettingRow label="Block withheld numbers" help="Also turns away honest people who hide their number.">
        <Switch
          checked={routing.blockWithheld}
          disabled={readOnly}
          onCheckedChange={(blockWithheld) => onChange({ ...routing, blockWithheld })}
        />
      </SettingRow>
      <ul className="flex flex-col gap-2 empty:hidden">
        {blockedCallers.map((blocked, index) => (
          <BlockedRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a number that is being typed has no name but its place.
            key={index}
            config={config}
            blocked={blocked}
            index={index}
            readOnly={readOnly}
            onChange={(next) => set(blockedCallers.with(index, next))}
            onRemove={() => set(blockedCallers.toSpliced(index, 1))}
          />
        ))}
      </ul>
      {!readOnly && blockedCallers.length < maxBlocked && (
        <Button className="self-start" onClick={() => set([...blockedCallers, { number: '', note: '' }])}>
          <Plus aria-hidden />
          Block a number
        </Button>
      )}
    </div>
  );
}

type RowProps = {
  config: AgentConfig;
  blocked: Blocked;
  index: number;
  readOnly: boolean;
  onChange: (blocked: Blocked) => void;
  onRemove: () => void;
};

function BlockedRow({ config, blocked, index, readOnly, onChange, onRemove }: RowProps) {
  const error = useFieldError(`blockedCallers.${index}.number`, undefined);
  const name = blocked.number || `number ${index + 1}`;

  return (
    <li className="flex flex-col gap-1">
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-center gap-2">
        <PhoneInput
          config={config}
          aria-label={`Blocked number ${index + 1}`}
          aria-invalid={error ? true : undefined}
          value={blocked.number}
          onChange={(number) => onChange({ ...blocked, number })}
        />
        <Input
          aria-label={`Why ${name} is blocked`}
          placeholder="Why"
          maxLength={80}
          value={blocked.note}
          onChange={(event) => onChange({ ...blocked, note: event.target.value })}
        />
        {!readOnly && (
          <Button variant="ghost" size="icon" aria-label={`Unblock ${name}`} onClick={onRemove}>
            <X aria-hidden />
          </Button>
        )}
      </div>
      <FieldError>{error}</FieldError>
    </li>
  );
}
