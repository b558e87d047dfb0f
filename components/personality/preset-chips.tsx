'use client';

import { Check, Undo2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import type { Personality } from '@/lib/contracts/personality';
import { findPreset, type Preset, presets } from '@/lib/personality/presets';

type Props = {
  personality: Personality;
  disabled: boolean;
  /** What stood before the last preset, while it can still be brought back. */
  undo: (() => void) | null;
  onChoose: (preset: Preset) => void;
};

export function PresetChips({ personality, disabled, undo, onChoose }: Props) {
  const current = findPreset(personality);

  return (
    <fieldset disabled={disabled} className="flex flex-col gap-2">
      <legend className="mb-2 font-medium text-body">Start from</legend>
      <div className="flex flex-wrap gap-2">
        {presets.map((preset) => (
          <button
            key={preset.key}
            type="button"
            aria-pressed={preset === current}
            title={preset.promise}
            onClick={() => onChoose(preset)}
            className={cn(
              'inline-flex h-8 items-center gap-1.5 rounded-md border px-3 text-meta transition-colors pointer-coarse:h-11',
              preset === current ? 'border-brand bg-brand-surface text-brand-foreground' : 'hover:bg-muted',
              'disabled:pointer-events-none',
            )}
          >
            {preset === current && <Check className="size-3.5" aria-hidden />}
            {preset.label}
          </button>
        ))}
        {undo && (
          <Button variant="ghost" onClick={undo}>
            <Undo2 aria-hidden /> Undo
          </Button>
        )}
      </div>
      <p className="min-h-5 text-meta text-muted-foreground" role="status">
        {current ? current.promise : 'Your own mix.'}
      </p>
    </fieldset>
  );
}
