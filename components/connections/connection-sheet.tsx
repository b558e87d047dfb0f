'use client';

import { useRef, useState } from 'react';
import { FormPart } from '@/components/routing/form-part';
import { Button } from '@/components/ui/button';
import { Field, FieldErrors } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SettingRow } from '@/components/ui/setting-row';
import { Sheet, SheetContent } from '@/components/ui/sheet';
import { Switch } from '@/components/ui/switch';
import { Textarea } from '@/components/ui/textarea';
import { type Connection, connectionSchema, type KnownSecret } from '@/lib/contracts/connections';
import { AnswerFields } from './answer-fields';
import type { ConnectionActs } from './connection-action';
import { HeaderList } from './header-list';
import { ParameterList } from './parameter-list';
import { RequestFields } from './request-fields';
import { TryIt } from './try-it';

type Props = {
  connection: Connection;
  /** Names of the others. */
  taken: string[];
  secrets: KnownSecret[];
  agentName: string;
  act: ConnectionActs;
  onDone: (connection: Connection) => void;
  onClose: () => void;
};

/** One connection, edited by itself; nothing of it is kept before Done. */
export function ConnectionSheet({ connection, taken, secrets, agentName, act, onDone, onClose }: Props) {
  const [draft, setDraft] = useState(connection);
  const [shown, setShown] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const problems = problemsOf(draft, taken);
  const change = (part: Partial<Connection>) => setDraft({ ...draft, ...part });
  const first = Object.values(problems)[0];

  function done() {
    const parsed = connectionSchema.safeParse(draft);
    if (parsed.success && !first) return onDone(parsed.data);
    setShown(true);
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  }

  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent
        title={connection.name || 'A new connection'}
        help="Kept when you press Done, then saved to the draft."
      >
        <FieldErrors errors={shown ? problems : undefined}>
          <div ref={place} className="flex flex-col gap-6">
            <FormPart title="What it is for">
              <Field label="Name" name="name" help="For the agent: small letters, with _ between words." required>
                <Input
                  className="font-mono"
                  value={draft.name}
                  maxLength={40}
                  placeholder="find_order"
                  onChange={(event) => change({ name: event.target.value })}
                />
              </Field>
              <Field label="When to use it" name="description" help={`${agentName} decides by this.`} required>
                <Textarea
                  rows={3}
                  value={draft.description}
                  maxLength={500}
                  placeholder="Look up where an order is, by its number."
                  onChange={(event) => change({ description: event.target.value })}
                />
              </Field>
              <Field label="While asking, say" name="filler" help="A few words, so that the line is not quiet.">
                <Input
                  value={draft.filler}
                  maxLength={120}
                  placeholder="One moment, I am looking that up."
                  onChange={(event) => change({ filler: event.target.value })}
                />
              </Field>
              <SettingRow
                label="Ask the caller first"
                name="confirmFirst"
                help="For whatever changes something: it is sent only after a yes."
              >
                <Switch checked={draft.confirmFirst} onCheckedChange={(confirmFirst) => change({ confirmFirst })} />
              </SettingRow>
            </FormPart>
            <FormPart title="Details" help={`What ${agentName} asks the caller for, or knows already.`}>
              <ParameterList parameters={draft.parameters} onChange={(parameters) => change({ parameters })} />
            </FormPart>
            <FormPart title="The request" help="One request, over https, to a server on the internet; never repeated.">
              <RequestFields connection={draft} onChange={change} />
            </FormPart>
            <FormPart
              title="Headers"
              help="Values of secret headers are sealed: nobody sees them again, and they go to this server alone."
            >
              <HeaderList connection={draft} secrets={secrets} act={act} onChange={change} />
            </FormPart>
            <FormPart title="The answer">
              <AnswerFields connection={draft} agentName={agentName} onChange={change} />
            </FormPart>
            <FormPart title="Try it" help="Sends the real request now, with the secrets that are stored.">
              <TryIt connection={draft} problem={first} agentName={agentName} tryOut={act.tryOut} />
            </FormPart>
          </div>
        </FieldErrors>
        <div className="sticky -bottom-5 -mx-5 mt-6 -mb-5 flex flex-wrap items-center justify-end gap-3 border-t bg-background px-5 py-3">
          <p role="status" className="grow text-danger-foreground text-meta">
            {shown && first ? `Some fields need another look. ${first}` : ''}
          </p>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" onClick={done}>
            Done
          </Button>
        </div>
      </SheetContent>
    </Sheet>
  );
}

function problemsOf(draft: Connection, taken: string[]): Record<string, string> {
  const problems: Record<string, string> = {};
  if (taken.includes(draft.name.trim())) problems.name = 'Another connection has this name.';
  for (const { path, message } of connectionSchema.safeParse(draft).error?.issues ?? []) {
    problems[path.join('.')] ??= message;
  }
  return problems;
}
