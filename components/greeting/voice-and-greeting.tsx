'use client';

import { type SaveSection, useSectionEditor } from '@/components/agent/use-section-editor';
import { VoiceEditor } from '@/components/voice/voice-editor';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { ClipReport } from '@/lib/contracts/clip';
import { renderGreeting } from '@/lib/greeting/render';
import { ClipTrouble } from './clip-trouble';
import { GreetingEditor } from './greeting-editor';
import { GreetingPreview } from './greeting-preview';

type Props = {
  tenant: string;
  config: AgentConfig;
  versions: { voice: number; greeting: number };
  sampleUrl: string;
  /** How the live version's greetings came out of the voice. */
  clips: ClipReport[];
  readOnly?: string;
  saveVoice: SaveSection<'voice'>;
  saveGreeting: SaveSection<'greeting'>;
};

/** Two sections on one page: each is saved by itself, and each sees the other as it is being edited. */
export function VoiceAndGreeting({ tenant, config, versions, sampleUrl, clips, readOnly, ...save }: Props) {
  const voice = useSectionEditor({
    tenant,
    section: 'voice',
    saved: config.voice,
    version: versions.voice,
    save: save.saveVoice,
  });
  const greeting = useSectionEditor({
    tenant,
    section: 'greeting',
    saved: config.greeting,
    version: versions.greeting,
    save: save.saveGreeting,
  });
  const edited = { ...config, voice: voice.value, greeting: greeting.value };
  const { text, notice } = renderGreeting(edited.greeting, {
    business: config.identity.businessName,
    agent: config.identity.agentName,
    callerName: null,
    hour: 10,
    isOpen: true,
  });

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-6">
        <ClipTrouble clips={clips} />
        <GreetingEditor editor={greeting} config={config} readOnly={readOnly} />
        <VoiceEditor
          editor={voice}
          config={config}
          greeting={`${text} ${notice}`.trim()}
          sampleUrl={sampleUrl}
          readOnly={readOnly}
        />
      </div>
      <GreetingPreview config={edited} />
    </div>
  );
}
