'use client';

import { useCallback, useState } from 'react';
import { SectionForm } from '@/components/agent/section-form';
import { type SaveSection, useSectionEditor } from '@/components/agent/use-section-editor';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { Personality, Trait } from '@/lib/contracts/personality';
import { describeConflicts, settleConflicts } from '@/lib/personality/describe';
import { headlineTraits, traits } from '@/lib/personality/traits';
import { FineTune } from './fine-tune';
import { PresetChips } from './preset-chips';
import { ToldPanel } from './told-panel';
import { TraitSlider } from './trait-slider';

type Props = {
  tenant: string;
  config: AgentConfig;
  version: number;
  readOnly?: string;
  save: SaveSection<'personality'>;
};

const headline = headlineTraits.flatMap((trait) => traits.filter((text) => text.trait === trait));

export function PersonalityEditor({ tenant, config, version, readOnly, save }: Props) {
  const editor = useSectionEditor({ tenant, section: 'personality', saved: config.personality, version, save });
  const { value: personality, setValue } = editor;
  const [beforePreset, setBeforePreset] = useState<Personality | null>(null);
  const settled = settleConflicts(personality);
  const conflicts = new Map(describeConflicts(personality).map(({ trait, because }) => [trait, because]));

  const move = useCallback(
    (trait: Trait, value: number) => {
      setBeforePreset(null);
      setValue((current) => ({ ...current, [trait]: value }));
    },
    [setValue],
  );
  const slider = (text: (typeof traits)[number]) => (
    <TraitSlider
      key={text.trait}
      text={text}
      value={personality[text.trait]}
      settled={settled[text.trait]}
      because={conflicts.get(text.trait)}
      disabled={Boolean(readOnly)}
      onChange={move}
    />
  );

  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <SectionForm
        editor={editor}
        config={config}
        title="How it sounds and behaves"
        help="The sentence under a slider is what your receptionist is told."
        readOnly={readOnly}
      >
        <PresetChips
          personality={personality}
          disabled={Boolean(readOnly)}
          undo={
            beforePreset &&
            (() => {
              setValue(beforePreset);
              setBeforePreset(null);
            })
          }
          onChoose={(preset) => {
            setBeforePreset(personality);
            setValue(preset.personality);
          }}
        />
        <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">{headline.map(slider)}</div>
        <FineTune personality={personality} slider={slider} />
      </SectionForm>
      <ToldPanel config={{ ...config, personality }} />
    </div>
  );
}
