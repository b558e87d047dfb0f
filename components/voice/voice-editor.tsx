'use client';

import { SectionForm } from '@/components/agent/section-form';
import type { SectionEditor } from '@/components/agent/use-section-editor';
import { Banner } from '@/components/ui/banner';
import { Select } from '@/components/ui/select';
import { SettingRow } from '@/components/ui/setting-row';
import { Slider } from '@/components/ui/slider';
import { speedFor } from '@/lib/agent/session-settings';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { voiceModels, voices } from '@/lib/contracts/voice';
import { useVoiceSample } from './use-voice-sample';
import { VoiceCard } from './voice-card';

type Props = {
  editor: SectionEditor<'voice'>;
  config: AgentConfig;
  /** The words to say: the greeting as it stands on the page. */
  greeting: string;
  sampleUrl: string;
  readOnly?: string;
};

const modelLabels: Record<(typeof voiceModels)[number], { label: string; help: string }> = {
  'gpt-realtime-2.1': { label: 'Best', help: 'Understands and reasons best' },
  'gpt-realtime-2.1-mini': { label: 'Economy', help: 'Costs less, for simple calls' },
};

export function VoiceEditor({ editor, config, greeting, sampleUrl, readOnly }: Props) {
  const { value: voice, setValue } = editor;
  const { sample, trouble, play, stop } = useVoiceSample(sampleUrl);

  return (
    <SectionForm
      editor={editor}
      config={config}
      title="Voice"
      help="Press play to hear your own greeting in each voice."
      readOnly={readOnly}
    >
      {trouble && (
        <Banner tone="danger" role="alert">
          {trouble}
        </Banner>
      )}
      <fieldset className="grid gap-3 sm:grid-cols-2">
        <legend className="sr-only">Voice</legend>
        {voices.map((name) => (
          <VoiceCard
            key={name}
            voice={name}
            chosen={name === voice.voice}
            disabled={Boolean(readOnly)}
            state={sample?.voice === name ? sample.state : 'idle'}
            onChoose={() => setValue({ ...voice, voice: name })}
            onPlay={() => play({ voice: name, speed: speedFor(voice, config.personality), text: greeting })}
            onStop={stop}
          />
        ))}
      </fieldset>
      <Slider
        label="Speaking speed"
        low="Slower"
        high="Faster"
        min={0.8}
        max={1.3}
        step={0.05}
        neutral={1}
        value={voice.speed}
        disabled={Boolean(readOnly)}
        onChange={(speed) => setValue({ ...voice, speed: Math.round(speed * 100) / 100 })}
        valueText={`${voice.speed} times the natural speed`}
        sentence={describeSpeed(voice.speed, speedFor(voice, config.personality))}
      />
      <SettingRow label="Model" help="What thinks and speaks on the line." name="model">
        <Select
          choices={voiceModels.map((model) => ({ value: model, ...modelLabels[model] }))}
          value={voice.model}
          disabled={Boolean(readOnly)}
          onChange={(chosen) => {
            const model = voiceModels.find((known) => known === chosen);
            if (model) setValue({ ...voice, model });
          }}
        />
      </SettingRow>
    </SectionForm>
  );
}

function describeSpeed(chosen: number, spoken: number): string {
  const natural = chosen === 1 ? 'Natural speed.' : `${chosen} times the natural speed.`;
  return spoken === chosen ? natural : `${natural} With the pace of the personality: ${spoken} times.`;
}
