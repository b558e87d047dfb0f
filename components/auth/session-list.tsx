'use client';

import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import type { FormAction } from '@/lib/contracts/form-state';

export type SessionLine = { id: string; device: string; ip: string; lastSeen: string; current: boolean };

export function SessionList({ sessions, end }: { sessions: SessionLine[]; end: FormAction }) {
  return (
    <ul className="divide-y rounded-lg border">
      {sessions.map((session) => (
        <li key={session.id} className="flex min-h-14 items-center justify-between gap-4 px-4 py-2">
          <div className="flex min-w-0 flex-col">
            <span className="truncate font-medium text-meta">{session.device}</span>
            <span className="text-meta text-muted-foreground">
              <span className="font-mono">{session.ip}</span> · {session.lastSeen}
            </span>
          </div>
          {session.current ? <Status tone="brand">This one</Status> : <EndButton session={session} end={end} />}
        </li>
      ))}
    </ul>
  );
}

function EndButton({ session, end }: { session: SessionLine; end: FormAction }) {
  const [state, send, busy] = useActionState(end, null);
  return (
    <form action={send}>
      <input type="hidden" name="sessionId" value={session.id} />
      <Button
        type="submit"
        busy={busy}
        aria-label={`End the session of ${session.device}, last used ${session.lastSeen}`}
      >
        End
      </Button>
      <span role="status" className="sr-only">
        {state && !state.result.ok ? state.result.message : ''}
      </span>
    </form>
  );
}
