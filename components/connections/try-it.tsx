'use client';

import { useEffect, useRef, useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Status } from '@/components/ui/status';
import { type Connection, type ConnectionParameter, connectionSchema, type Trial } from '@/lib/contracts/connections';
import type { ConnectionActs } from './connection-action';

type Props = {
  connection: Connection;
  /** Why it cannot be tried yet. */
  problem: string | undefined;
  agentName: string;
  tryOut: ConnectionActs['tryOut'];
};

export function TryIt({ connection, problem, agentName, tryOut }: Props) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [trial, setTrial] = useState<Trial | null>(null);
  const [failure, setFailure] = useState<string>();
  const [busy, begin] = useTransition();
  const outcome = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (trial) outcome.current?.scrollIntoView({ block: 'end' });
  }, [trial]);

  function send() {
    const parsed = connectionSchema.safeParse(connection);
    if (!parsed.success) return setFailure(problem);
    begin(async () => {
      const result = await tryOut({ connection: parsed.data, given: givenOf(parsed.data.parameters, typed) });
      setTrial(result.ok ? result.data : null);
      setFailure(result.ok ? undefined : result.message);
    });
  }

  return (
    <div className="flex flex-col gap-4">
      {connection.parameters.map(({ name, kind, choices }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a detail that is being named has no name but the place.
        <Field key={index} label={name || `Detail ${index + 1}`}>
          <Input
            value={typed[name] ?? ''}
            maxLength={500}
            placeholder={kind === 'choice' ? choices[0] : kind === 'yes_no' ? 'yes' : kind === 'number' ? '1' : ''}
            onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
          />
        </Field>
      ))}
      <Button className="self-start" busy={busy} onClick={send}>
        Try it
      </Button>
      <div ref={outcome} role="status" className="flex scroll-mb-20 flex-col gap-3 empty:hidden">
        {failure && <p className="text-danger-foreground text-meta">{failure}</p>}
        {trial && <Outcome trial={trial} agentName={agentName} />}
      </div>
    </div>
  );
}

function Outcome({ trial, agentName }: { trial: Trial; agentName: string }) {
  const { ok, sentence, status, tookMs, told } = trial;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-meta">
        <Status tone={ok ? 'live' : 'danger'}>{ok ? 'Worked' : 'Did not work'}</Status>
        <span className="text-muted-foreground tabular-nums">
          {status === null ? 'No answer' : `Status ${status}`}, after {tookMs} ms
        </span>
      </div>
      <p className="text-body">{sentence}</p>
      <div className="flex flex-col gap-1.5">
        <p className="text-label text-muted-foreground">What {agentName} would be told</p>
        <pre className="max-h-72 overflow-auto whitespace-pre-wrap break-words rounded-md bg-muted p-3 font-mono text-label">
          {told}
        </pre>
      </div>
    </>
  );
}

function givenOf(parameters: ConnectionParameter[], typed: Record<string, string>): Record<string, unknown> {
  const values = parameters.map(({ name, kind }) => {
    const text = typed[name]?.trim() ?? '';
    if (text === '') return [name, undefined];
    if (kind === 'number') return [name, Number(text)];
    return [name, kind === 'yes_no' ? /^(y|yes|true|1)$/i.test(text) : text];
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}
