'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { FormAction } from '@/lib/contracts/form-state';

export type SessionLine = { id: string; device: string; ip: string; lastSeen: string; current: boolean };

export function SessionList({ sessions, end }: { sessions: SessionLine[]; end: FormAction }) {
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>Browser</TableHead>
          <TableHead>Address</TableHead>
          <TableHead>Last used</TableHead>
          <TableHead>
            <span className="sr-only">End</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {sessions.map((session) => (
          <TableRow key={session.id}>
            <TableCell>{session.device}</TableCell>
            <TableCell className="font-mono">{session.ip}</TableCell>
            <TableCell className="whitespace-nowrap">{session.lastSeen}</TableCell>
            <TableCell className="text-right">
              {session.current ? (
                <Status tone="brand">This one</Status>
              ) : (
                <EndButton sessionId={session.id} end={end} />
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function EndButton({ sessionId, end }: { sessionId: string; end: FormAction }) {
  const [state, send, busy] = useActionState(end, null);
  return (
    <form action={send}>
      <input type="hidden" name="sessionId" value={sessionId} />
      <Button type="submit" busy={busy}>
        End
      </Button>
      <span role="status" className="sr-only">
        {state && !state.result.ok ? state.result.message : ''}
      </span>
    </form>
  );
}
