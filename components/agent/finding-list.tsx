import { Info, OctagonX, TriangleAlert } from 'lucide-react';
import type { Finding } from '@/lib/agent/lint';
import { sectionLabels } from './section-labels';

const order: Record<Finding['weight'], number> = { blocker: 0, problem: 1, note: 2 };

/** What contradicts itself, with the place where it stands. Blockers come first: they keep the draft from being published. */
export function FindingList({ findings }: { findings: Finding[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {[...findings]
        .sort((one, other) => order[one.weight] - order[other.weight])
        .map(({ section, weight, sentence }) => (
          <li key={sentence} className="flex items-start gap-2 text-meta">
            {weight === 'blocker' ? (
              <OctagonX
                className="mt-0.5 size-4 shrink-0 text-danger-foreground"
                aria-label="Keeps you from publishing"
              />
            ) : weight === 'problem' ? (
              <TriangleAlert className="mt-0.5 size-4 shrink-0 text-waiting-foreground" aria-label="Problem" />
            ) : (
              <Info className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-label="Note" />
            )}
            <p>
              <span className="font-medium">{sectionLabels[section]}.</span> {sentence}
            </p>
          </li>
        ))}
    </ul>
  );
}
