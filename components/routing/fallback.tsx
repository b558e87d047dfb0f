'use client';

import { Field } from '@/components/ui/field';
import { SettingRow } from '@/components/ui/setting-row';
import { Switch } from '@/components/ui/switch';
import { Textarea } from '@/components/ui/textarea';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { Routing } from '@/lib/contracts/routing';
import { formatPhone } from '@/lib/format/phone';
import { PhoneInput } from './phone-input';

type Props = { config: AgentConfig; routing: Routing; readOnly: boolean; onChange: (routing: Routing) => void };

/** The chain that keeps a call from ending in silence, as words in their order. */
export function Fallback({ config, routing, readOnly, onChange }: Props) {
  const { fallbackNumber, voicemail } = routing;
  const set = (changes: Partial<Routing['voicemail']>) =>
    onChange({ ...routing, voicemail: { ...voicemail, ...changes } });

  return (
    <div className="flex flex-col gap-5">
      <Chain routing={routing} agentName={config.identity.agentName} />
      <Field label="Fallback number" name="fallbackNumber" help="Rung for 25 seconds. A mobile that somebody carries.">
        <PhoneInput
          config={config}
          value={fallbackNumber ?? ''}
          onChange={(number) => onChange({ ...routing, fallbackNumber: number || null })}
        />
      </Field>
      <SettingRow label="Then voicemail" help="Callers may leave a recording. Without it they hear a goodbye.">
        <Switch
          checked={voicemail.afterFallback}
          disabled={readOnly}
          onCheckedChange={(afterFallback) => set({ afterFallback })}
        />
      </SettingRow>
      <Field
        label="Voicemail greeting"
        name="voicemail.greeting"
        help="Empty: “Please leave a message after the tone.” Also used when you send calls to voicemail."
      >
        <Textarea
          rows={2}
          maxLength={300}
          value={voicemail.greeting}
          onChange={(event) => set({ greeting: event.target.value })}
        />
      </Field>
    </div>
  );
}

function Chain({ routing, agentName }: { routing: Routing; agentName: string }) {
  const links = [
    `${agentName} answers.`,
    ...(routing.fallbackNumber ? [`${formatPhone(routing.fallbackNumber)} rings.`] : []),
    ...(routing.voicemail.afterFallback ? ['Voicemail takes a recording.'] : []),
    'A goodbye, never silence.',
  ];

  return (
    <ol aria-label="The chain" className="flex flex-col gap-1 rounded-lg bg-muted p-4 text-body">
      {links.map((link, index) => (
        <li key={link} className="flex items-baseline gap-3">
          <span aria-hidden className="w-16 shrink-0 text-label text-muted-foreground">
            {index === 0 ? 'First' : 'If that fails'}
          </span>
          {link}
        </li>
      ))}
    </ol>
  );
}
