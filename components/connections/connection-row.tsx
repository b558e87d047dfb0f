'use client';

import { Pencil, X } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { originOf } from '@/lib/contracts/connection-address';
import { type Connection, type KnownSecret, secretFor } from '@/lib/contracts/connections';

type Props = {
  connection: Connection;
  secrets: KnownSecret[];
  readOnly: boolean;
  onOpen: () => void;
  onRemove: () => void;
};

export function ConnectionRow({ connection, secrets, readOnly, onOpen, onRemove }: Props) {
  const { name, description, method, url, secretHeaders, confirmFirst } = connection;
  const origin = originOf(url);
  const missing = secretHeaders.filter((header) => secretFor(secrets, { tool: name, header })?.origin !== origin);

  return (
    <li className="flex items-start gap-2 rounded-lg border p-4">
      <div className="flex min-w-0 grow flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-2">
          <h3 className="break-all font-mono font-medium text-meta">{name}</h3>
          {confirmFirst && <Badge tone="outline">Asks the caller first</Badge>}
          {missing.length > 0 && <Badge tone="waiting">Secret missing: {missing.join(', ')}</Badge>}
        </div>
        <p className="text-body">{description}</p>
        <p className="break-all font-mono text-label text-muted-foreground">
          {method} {url}
        </p>
      </div>
      {!readOnly && (
        <div className="flex">
          <Button variant="ghost" size="icon" aria-label={`Edit ${name}`} onClick={onOpen}>
            <Pencil aria-hidden />
          </Button>
          <Button variant="ghost" size="icon" aria-label={`Remove ${name}`} onClick={onRemove}>
            <X aria-hidden />
          </Button>
        </div>
      )}
    </li>
  );
}
