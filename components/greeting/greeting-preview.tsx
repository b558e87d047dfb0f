'use client';

import { useState } from 'react';
import { Switch } from '@/components/ui/switch';
import { speedFor } from '@/lib/agent/session-settings';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { renderGreeting, secondsToSay } from '@/lib/greeting/render';

type Props = { config: AgentConfig };

const comfortableSeconds = 10;

/** What a caller hears first, as it is being typed. */
export function GreetingPreview({ config }: Props) {
  const [closed, setClosed] = useState(false);
  const [known, setKnown] = useState(false);
  const { text, notice } = renderGreeting(config.greeting, {
    business: config.identity.businessName,
    agent: config.identity.agentName,
    callerName: known ? 'Ada Lovelace' : null,
    hour: closed ? 20 : 10,
    isOpen: !closed,
  });
  const seconds = secondsToSay(`${text} ${notice}`.trim(), speedFor(config.voice, config.personality));

  return (
    <aside
      aria-label="What callers hear"
      className="flex flex-col gap-4 rounded-lg border bg-card p-4 text-meta max-lg:order-first lg:sticky lg:top-16"
    >
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="font-semibold text-body">What callers hear</h2>
        <p className="text-label text-muted-foreground tabular-nums">about {seconds} s</p>
      </div>
      <blockquote className="flex flex-col gap-2 break-words border-l-2 pl-3 text-body" aria-live="polite">
        <p>{text || 'Nothing yet.'}</p>
        {notice && <p className="text-muted-foreground">{notice}</p>}
      </blockquote>
      {seconds > comfortableSeconds && (
        <p className="text-waiting-foreground">Callers want to speak: ten seconds is plenty.</p>
      )}
      <div className="flex flex-col gap-3 border-t pt-4">
        <Choice label="After hours" checked={closed} onChange={setClosed} />
        <Choice label="A caller we know" checked={known} onChange={setKnown} />
      </div>
      {closed && !config.greeting.afterHoursText && (
        <p className="text-muted-foreground">There is no after-hours greeting: callers hear the usual one.</p>
      )}
    </aside>
  );
}

function Choice({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is the control.
    <label className="flex items-center justify-between gap-4">
      {label}
      <Switch checked={checked} onCheckedChange={onChange} aria-label={label} />
    </label>
  );
}
