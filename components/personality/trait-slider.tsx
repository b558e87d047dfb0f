'use client';

import { memo } from 'react';
import { Slider } from '@/components/ui/slider';
import { defaultPersonality, type Trait } from '@/lib/contracts/personality';
import type { TraitText } from '@/lib/personality/trait-text';
import { bandOf, sentenceFor } from '@/lib/personality/traits';

type Props = {
  text: TraitText;
  value: number;
  /** What the agent is told in the end, where another trait holds this one back. */
  settled: number;
  because?: string;
  disabled: boolean;
  onChange: (trait: Trait, value: number) => void;
};

const nearness = { low: 'close to', mid: 'between', high: 'close to' };

export const TraitSlider = memo(function TraitSlider({ text, value, settled, because, disabled, onChange }: Props) {
  const { trait, label, low, high } = text;
  const band = bandOf(value);
  const place = band === 'mid' ? `${low} and ${high}` : band === 'low' ? low : high;

  return (
    <Slider
      label={label}
      low={low}
      high={high}
      value={value}
      neutral={defaultPersonality[trait]}
      onChange={(next) => onChange(trait, next)}
      valueText={`${value}, ${nearness[band]} ${place}`}
      disabled={disabled}
      sentence={
        <>
          {sentenceFor(text, settled)}
          {because && <span className="mt-1 block text-waiting-foreground">Held back: {because}</span>}
        </>
      }
    />
  );
});
