'use client';

import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Connection, KnownSecret } from '@/lib/contracts/connections';
import type { ConnectionActs } from './connection-action';
import { SecretField } from './secret-field';

type Props = {
  connection: Connection;
  secrets: KnownSecret[];
  act: ConnectionActs;
  onChange: (part: Partial<Connection>) => void;
};

export function HeaderList({ connection, secrets, act, onChange }: Props) {
  const { headers, secretHeaders } = connection;
  const setHeader = (index: number, part: Partial<Connection['headers'][number]>) =>
    onChange({ headers: headers.map((header, at) => (at === index ? { ...header, ...part } : header)) });

  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-3 empty:hidden">
        {secretHeaders.map((header, index) => (
          <SecretField
            // biome-ignore lint/suspicious/noArrayIndexKey: a header that is being named has no name but the place.
            key={index}
            connection={connection}
            header={header}
            path={`secretHeaders.${index}`}
            secrets={secrets}
            act={act}
            onRename={(next) => onChange({ secretHeaders: secretHeaders.with(index, next) })}
            onRemove={() => onChange({ secretHeaders: secretHeaders.toSpliced(index, 1) })}
          />
        ))}
        {headers.map(({ name, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a header that is being named has no name but the place.
          <li key={index} className="relative grid gap-4 rounded-lg border p-4 pr-12 sm:grid-cols-2">
            <Field label="Header" name={`headers.${index}.name`}>
              <Input
                className="font-mono"
                value={name}
                maxLength={60}
                placeholder="X-Version"
                onChange={(event) => setHeader(index, { name: event.target.value })}
              />
            </Field>
            <Field label="Value" name={`headers.${index}.value`} help="Not secret.">
              <Input
                className="font-mono"
                value={value}
                maxLength={500}
                onChange={(event) => setHeader(index, { value: event.target.value })}
              />
            </Field>
            <Button
              variant="ghost"
              size="icon"
              className="absolute top-2 right-2"
              aria-label={`Remove ${name || 'this header'}`}
              onClick={() => onChange({ headers: headers.toSpliced(index, 1) })}
            >
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        {secretHeaders.length < 5 && (
          <Button
            onClick={() =>
              onChange({ secretHeaders: [...secretHeaders, secretHeaders.length > 0 ? '' : 'Authorization'] })
            }
          >
            <Plus aria-hidden />
            Add a secret header
          </Button>
        )}
        {headers.length < 10 && (
          <Button onClick={() => onChange({ headers: [...headers, { name: '', value: '' }] })}>
            <Plus aria-hidden />
            Add a header
          </Button>
        )}
      </div>
    </div>
  );
}
