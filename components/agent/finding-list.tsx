import { Info, TriangleAlert } from 'lucide-react';
import type { Finding } from '@/lib/agent/lint';
import { sectionLabels } from './section-labels';

/** What contradicts itself, with the place where it stands. Nothing here keeps anyone from publishing. */
export function FindingList({ findings }: { findings: Finding[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {findings.map(({ section, weight, sentence }) => (
        <li key={sentence} className="flex items-start gap-2 text-meta">
          {weight === 'problem' ? (
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
