'use client';

import { Loader2, Play, Square } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import type { VoiceName } from '@/lib/contracts/voice';
import { recommendedVoices, voiceLabel, voiceWords } from './voice-words';

type Props = {
  voice: VoiceName;
  chosen: boolean;
  disabled: boolean;
  state: 'idle' | 'loading' | 'playing';
  onChoose: () => void;
  onPlay: () => void;
  onStop: () => void;
};

export function VoiceCard({ voice, chosen, disabled, state, onChoose, onPlay, onStop }: Props) {
  const label = voiceLabel(voice);

  return (
    <div
      className={cn(
        'relative flex items-center gap-3 rounded-lg border p-3 has-focus-visible:outline-2 has-focus-visible:outline-ring',
        chosen ? 'border-brand bg-brand-surface' : 'bg-card hover:bg-muted/60',
      )}
    >
      <Button
        size="icon"
        className="z-10 rounded-full"
        aria-label={state === 'playing' ? `Stop ${label}` : `Hear the greeting in ${label}`}
        onClick={state === 'idle' ? onPlay : onStop}
      >
        {state === 'loading' ? <Loader2 className="animate-spin" /> : state === 'playing' ? <Square /> : <Play />}
      </Button>
      <label className="flex min-w-0 grow flex-col text-meta">
        <input
          type="radio"
          name="voice"
          value={voice}
          checked={chosen}
          disabled={disabled}
          onChange={onChoose}
          className="absolute inset-0 size-full cursor-pointer appearance-none rounded-lg outline-none disabled:cursor-default"
        />
        <span className="flex items-center gap-2 font-medium text-body">
          {label}
          {recommendedVoices.includes(voice) && <Badge tone="outline">Most natural</Badge>}
        </span>
        <span className={cn(chosen ? 'text-brand-foreground' : 'text-muted-foreground')}>{voiceWords[voice]}</span>
      </label>
    </div>
  );
}
