'use client';

import { X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { originOf } from '@/lib/contracts/connection-address';
import { type Connection, type KnownSecret, secretFor, secretPlaceSchema } from '@/lib/contracts/connections';
import type { ConnectionActs } from './connection-action';

type Props = {
  connection: Connection;
  header: string;
  path: string;
  secrets: KnownSecret[];
  act: ConnectionActs;
  onRename: (header: string) => void;
  onRemove: () => void;
};

/** The value goes one way: it is sealed at once, and only how it ends comes back. */
export function SecretField({ connection, header, path, secrets, act, onRename, onRemove }: Props) {
  const router = useRouter();
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, begin] = useTransition();
  const place = secretPlaceSchema.safeParse({ tool: connection.name, header, origin: originOf(connection.url) });
  const known = place.success ? secretFor(secrets, place.data) : null;

  function finish(result: Awaited<ReturnType<ConnectionActs['forgetSecret']>>) {
    setProblem(result.ok ? undefined : (result.fields?.value ?? result.message));
    if (!result.ok) return;
    setValue('');
    router.refresh();
  }

  function keep() {
    if (!place.success) return setProblem('Write the name and the address of the connection first, and the header.');
    begin(async () => finish(await act.saveSecret({ ...place.data, value })));
  }

  return (
    <li className="relative flex flex-col gap-4 rounded-lg border p-4">
      <div className="grid gap-4 pr-10 sm:grid-cols-2 sm:pr-12">
        <Field label="Secret header" name={path}>
          <Input
            className="font-mono"
            value={header}
            maxLength={60}
            placeholder="Authorization"
            onChange={(event) => onRename(event.target.value)}
          />
        </Field>
        <Field label={known ? 'New value' : 'Value'} error={problem}>
          <Input
            className="font-mono"
            type="password"
            autoComplete="new-password"
            value={value}
            maxLength={2000}
            placeholder={known ? '' : 'Bearer …'}
            onChange={(event) => setValue(event.target.value)}
          />
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="grow text-meta text-muted-foreground">
          {stateOf(known, originOf(connection.url))}
        </p>
        {known && place.success && (
          <Button
            variant="ghost"
            busy={busy}
            onClick={() =>
              begin(async () => finish(await act.forgetSecret({ tool: known.tool, header: known.header })))
            }
          >
            Remove the value
          </Button>
        )}
        <Button busy={busy} disabled={value.trim() === ''} onClick={keep}>
          {known ? 'Replace' : 'Store'}
        </Button>
      </div>
      <Button
        variant="ghost"
        size="icon"
        className="absolute top-2 right-2"
        aria-label={`Remove ${header || 'this secret header'}`}
        onClick={onRemove}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

function stateOf(known: KnownSecret | null, origin: string | null): string {
  if (!known) return 'No value yet.';
  if (known.origin !== origin) return `Stored for ${new URL(known.origin).host} alone. Enter it again for this server.`;
  return known.lastFour ? `Stored, ends in ${known.lastFour}.` : 'Stored.';
}
