'use client';

import { Slider as Radix } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { cn } from './cn';

type Props = {
  label: string;
  /** What the left and right ends mean. */
  low: string;
  high: string;
  value: number;
  onChange: (value: number) => void;
  onCommit?: (value: number) => void;
  /** The tick, and where a double-click returns to. */
  neutral?: number;
  min?: number;
  max?: number;
  step?: number;
  /** Spoken by screen readers instead of the bare number. */
  valueText?: string;
  /** The live sentence under the track. */
  sentence?: ReactNode;
  name?: string;
  disabled?: boolean;
  className?: string;
};

export function Slider(props: Props) {
  const { label, low, high, value, onChange, onCommit, neutral = 50, min = 0, max = 100, step = 5 } = props;
  const { valueText, sentence, name, disabled, className } = props;
  const id = useId();
  const neutralAt = ((neutral - min) / (max - min)) * 100;
  const leans = value !== neutral;

  return (
    <div className={cn('group/slider flex flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-4">
        <span id={id} className="font-medium text-body">
          {label}
        </span>
        <output className="font-mono text-label text-muted-foreground tabular-nums opacity-0 transition-opacity group-focus-within/slider:opacity-100 group-hover/slider:opacity-100">
          {value}
        </output>
      </div>
      <Radix.Root
        value={[value]}
        onValueChange={([next]) => next !== undefined && onChange(next)}
        onValueCommit={([next]) => next !== undefined && onCommit?.(next)}
        onDoubleClick={() => {
          onChange(neutral);
          onCommit?.(neutral);
        }}
        min={min}
        max={max}
        step={step}
        name={name}
        disabled={disabled}
        className="relative flex h-6 w-full touch-none select-none items-center data-[disabled]:opacity-50 pointer-coarse:h-11"
      >
        <Radix.Track className="relative h-1 grow rounded-full bg-accent">
          <span
            aria-hidden
            className="absolute top-1/2 h-3 w-px -translate-y-1/2 bg-input"
            style={{ left: `calc(${neutralAt}% + ${8 - (neutralAt / 100) * 16}px)` }}
          />
          <Radix.Range className={cn('absolute h-full rounded-full', leans ? 'bg-brand' : 'bg-input')} />
        </Radix.Track>
        <Radix.Thumb
          aria-labelledby={id}
          aria-valuetext={valueText ?? `${value}: ${low} 0, ${high} 100`}
          className="block size-4 rounded-full border-2 border-brand bg-card transition-shadow hover:ring-4 hover:ring-brand/15 focus-visible:outline-2 focus-visible:outline-ring focus-visible:outline-offset-2"
        />
      </Radix.Root>
      <div className="flex justify-between gap-4 text-label text-muted-foreground" aria-hidden>
        <span>{low}</span>
        <span className="text-right">{high}</span>
      </div>
      {sentence && <p className="text-meta text-muted-foreground">{sentence}</p>}
    </div>
  );
}
