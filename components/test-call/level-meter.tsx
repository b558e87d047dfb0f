'use client';

import { type RefObject, useEffect, useRef } from 'react';

const bars = 24;
/** Speech rarely passes −12 dB; quieter than −54 dB is a silent room. */
const quietDb = -54;
const loudDb = -12;

function shareOf(level: number): number {
  const db = 20 * Math.log10(Math.max(level, 1e-5));
  return Math.max(0, Math.min(1, (db - quietDb) / (loudDb - quietDb)));
}

/** Drawn past React, some sixty times a second; it stands still where nothing is heard. */
export function LevelMeter({
  level,
  label,
  tone,
}: {
  level: RefObject<number>;
  label: string;
  tone: 'brand' | 'live';
}) {
  const meter = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let frame = 0;
    let shown = 0;
    function draw() {
      shown = Math.max(shareOf(level.current), shown * 0.85);
      const lit = Math.round(shown * bars);
      for (const [index, bar] of [...(meter.current?.children ?? [])].entries()) {
        bar.toggleAttribute('data-lit', index < lit);
      }
      frame = requestAnimationFrame(draw);
    }
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [level]);

  const lit = tone === 'brand' ? 'data-lit:bg-brand' : 'data-lit:bg-live';
  return (
    <div className="flex items-center gap-3">
      <span className="w-12 shrink-0 truncate text-label text-muted-foreground">{label}</span>
      <div ref={meter} aria-hidden className="flex h-4 grow items-center gap-0.5">
        {Array.from({ length: bars }, (_, bar) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars of one meter
          <span key={bar} className={`h-full grow rounded-[2px] bg-accent ${lit}`} />
        ))}
      </div>
    </div>
  );
}
