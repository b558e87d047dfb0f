'use client';

import { goToMoment } from '@/components/calls/call-moment';
import { callTime } from '@/lib/call/transcript';
import type { CapturedFact } from '@/lib/contracts/summary';
import { factWords } from './summary-words';

/** Each goes to the words in which it was said, and to their second of the sound where there is one. */
export function FactChips({ facts }: { facts: readonly CapturedFact[] }) {
  if (facts.length === 0) return null;
  return (
    <ul aria-label="Facts" className="flex flex-wrap gap-2">
      {facts.map(({ kind, value, sequence, atMs }) => (
        <li key={`${kind} ${value}`} className="max-w-full">
          <a
            href={`#turn-${sequence}`}
            title={`Said at ${callTime(atMs)}`}
            onClick={() => goToMoment(atMs)}
            className="inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-md border px-2 py-0.5 text-meta hover:bg-muted pointer-coarse:min-h-11"
          >
            <span className="text-muted-foreground">{factWords[kind]}</span>
            <span className="min-w-0 break-words font-medium">{value}</span>
            <span className="text-label text-muted-foreground tabular-nums">{callTime(atMs)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
