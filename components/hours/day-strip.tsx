import type { HoursBlock } from '@/lib/contracts/hours';

/** A day as a bar, open where it is blue; the times beside it say the same. */
export function DayStrip({ blocks }: { blocks: HoursBlock[] }) {
  return (
    <span aria-hidden className="relative block h-1 w-full max-w-24 overflow-hidden rounded-full bg-accent">
      {blocks.map(({ opens, closes }) => (
        <span
          key={`${opens}${closes}`}
          className="absolute inset-y-0 bg-brand"
          style={{ left: `${share(opens)}%`, width: `${Math.max(0, share(closes) - share(opens))}%` }}
        />
      ))}
    </span>
  );
}

function share(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return ((hour * 60 + minute) / 1440) * 100;
}
