'use client';

import { Plug, Plus } from 'lucide-react';
import { useState } from 'react';
import { SectionForm } from '@/components/agent/section-form';
import { type SaveSection, useSectionEditor } from '@/components/agent/use-section-editor';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { SettingRow } from '@/components/ui/setting-row';
import { Switch } from '@/components/ui/switch';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { type Connection, type KnownSecret, maxConnections } from '@/lib/contracts/connections';
import type { ConnectionActs } from './connection-action';
import { ConnectionRow } from './connection-row';
import { ConnectionSheet } from './connection-sheet';

type Props = {
  tenant: string;
  config: AgentConfig;
  version: number;
  secrets: KnownSecret[];
  readOnly?: string;
  save: SaveSection<'connections'>;
  act: ConnectionActs;
};

const fresh: Connection = {
  ...{ name: '', description: '', method: 'GET', url: '', parameters: [], headers: [], secretHeaders: [] },
  ...{ answerFields: [], filler: '', confirmFirst: false, timeoutSeconds: 6 },
};

export function ConnectionsEditor({ tenant, config, version, secrets, readOnly, save, act }: Props) {
  const editor = useSectionEditor({ tenant, section: 'connections', saved: config.connections, version, save });
  const { value, setValue } = editor;
  const [open, setOpen] = useState<number | null>(null);
  const { agentName } = config.identity;
  const opened = open === null ? null : (value.tools[open] ?? fresh);

  function keep(connection: Connection) {
    if (open === null) return;
    const tools = open < value.tools.length ? value.tools.with(open, connection) : [...value.tools, connection];
    setValue({ enabled: value.tools.length === 0 ? true : value.enabled, tools });
    setOpen(null);
  }

  return (
    <SectionForm
      editor={editor}
      config={config}
      title="Other systems"
      help={`${agentName} asks them in the middle of a call, and tells the caller what they answer.`}
      readOnly={readOnly}
    >
      <SettingRow label="Use connections in calls" name="enabled" help="Off keeps them here and uses none.">
        <Switch checked={value.enabled} onCheckedChange={(enabled) => setValue({ ...value, enabled })} />
      </SettingRow>
      {value.tools.length === 0 ? (
        <Empty icon={Plug} title="No connections yet">
          Add the address of a system of yours, like the look-up of an order, and say when {agentName} should use it.
        </Empty>
      ) : (
        <ul className="flex flex-col gap-3">
          {value.tools.map((connection, index) => (
            <ConnectionRow
              key={connection.name}
              connection={connection}
              secrets={secrets}
              readOnly={Boolean(readOnly)}
              onOpen={() => setOpen(index)}
              onRemove={() => setValue({ ...value, tools: value.tools.toSpliced(index, 1) })}
            />
          ))}
        </ul>
      )}
      {!readOnly && value.tools.length < maxConnections && (
        <Button className="self-start" onClick={() => setOpen(value.tools.length)}>
          <Plus aria-hidden />
          Add a connection
        </Button>
      )}
      {opened && (
        <ConnectionSheet
          connection={opened}
          taken={value.tools.filter((_, index) => index !== open).map(({ name }) => name)}
          secrets={secrets}
          agentName={agentName}
          act={act}
          onDone={keep}
          onClose={() => setOpen(null)}
        />
      )}
    </SectionForm>
  );
}
