'use client';

import type { PointerEvent } from 'react';
import { cn } from '@/components/ui/cn';
import { callTime } from '@/lib/call/transcript';
import type { Peaks } from '@/lib/contracts/recording';
import { type Side, sides } from './use-player';

type Props = {
  peaks: Peaks;
  seconds: number;
  totalSeconds: number;
  muted: Record<Side, boolean>;
  seek: (seconds: number) => void;
};

const bars = 200;
const colours: Record<Side, string> = { caller: 'text-foreground', agent: 'text-brand' };

/** Both sides, one above the other; a press goes there. */
export function Waveform({ peaks, seconds, totalSeconds, muted, seek }: Props) {
  const played = totalSeconds > 0 ? Math.min(1, seconds / totalSeconds) : 0;

  function seekTo(event: PointerEvent<HTMLDivElement>): void {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    seek(((event.clientX - left) / width) * totalSeconds);
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Place in the recording"
      aria-valuemin={0}
      aria-valuemax={Math.round(totalSeconds)}
      aria-valuenow={Math.round(seconds)}
      aria-valuetext={`${callTime(seconds * 1000)} of ${callTime(totalSeconds * 1000)}`}
      className="relative cursor-pointer touch-none rounded-md outline-offset-4 select-none"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && seekTo(event)}
    >
      {sides.map((side) => (
        <Track
          key={side}
          peaks={peaks[side]}
          played={played}
          className={cn(colours[side], muted[side] && 'opacity-30')}
        />
      ))}
      <span
        aria-hidden
        className="absolute inset-y-0 w-px bg-danger"
        style={{ left: `${(played * 100).toFixed(3)}%` }}
      />
    </div>
  );
}

function Track({ peaks, played, className }: { peaks: number[]; played: number; className: string }) {
  const shown = loudestOf(peaks, bars);
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${shown.length} 100`}
      preserveAspectRatio="none"
      className={cn('block h-10 w-full fill-current', className)}
    >
      {shown.map((peak, place) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a slice of time is its place.
          key={place}
          x={place + 0.15}
          width={0.7}
          y={50 - Math.max(1, peak / 2)}
          height={Math.max(2, peak)}
          opacity={place / shown.length < played ? 1 : 0.4}
        />
      ))}
    </svg>
  );
}

/** As many bars as fit; none of them hides a loud moment. */
function loudestOf(peaks: number[], count: number): number[] {
  if (peaks.length <= count) return peaks;
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count));
    return Math.max(...peaks.slice(from, to));
  });
}
