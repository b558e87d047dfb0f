import Link from 'next/link';
import { Status } from '@/components/ui/status';
import type { CallSummaryContent } from '@/lib/contracts/summary';
import { FactChips } from './fact-chips';
import { outcomeWords, sentimentWords, urgencyWords } from './summary-words';

export type ShownSummary = { content: CallSummaryContent; byRule: boolean };
export type KnownCaller = { name: string; calls: number; href: string };

type Props = { summary: ShownSummary; caller: KnownCaller | null };

/** What the call came to, above what was said in it. */
export function SummaryCard({ summary: { content, byRule }, caller }: Props) {
  const marks = [outcomeWords[content.outcome], urgencyWords[content.urgency], sentimentWords[content.sentiment]];
  return (
    <section aria-label="Summary" className="flex flex-col gap-4 rounded-lg border bg-card p-4 sm:p-5">
      <div className="flex flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="min-w-0 break-words font-semibold text-body">{content.title || 'Nothing was asked'}</h2>
          {marks.map(
            (mark) =>
              mark && (
                <Status key={mark.label} tone={mark.tone}>
                  {mark.label}
                </Status>
              ),
          )}
        </div>
        <p className="max-w-[65ch] break-words text-body">{content.summary}</p>
      </div>
      <Points content={content} />
      <FactChips facts={content.facts} />
      <p className="text-meta text-muted-foreground">
        {byRule ? 'Summarised by rule, from the words below.' : 'Summarised by the AI, from the words below.'}
        {caller && (
          <>
            {' '}
            <Link href={caller.href} className="text-brand-foreground hover:underline">
              {caller.name ? `All of ${caller.name}` : 'All of this caller'}
              {caller.calls > 1 && ` · ${caller.calls} calls`}
            </Link>
          </>
        )}
      </p>
    </section>
  );
}

function Points({ content: { theyWant, wePromised, youShould } }: { content: CallSummaryContent }) {
  const groups = [
    { label: 'They want', points: theyWant },
    { label: 'We promised', points: wePromised },
    { label: 'You should', points: youShould },
  ].filter(({ points }) => points.length > 0);
  if (groups.length === 0) return null;

  return (
    <dl className="flex flex-col gap-3">
      {groups.map(({ label, points }) => (
        <div key={label} className="grid gap-x-3 gap-y-1 sm:grid-cols-[88px_1fr]">
          <dt className="text-label text-muted-foreground sm:pt-0.5">{label}</dt>
          <dd>
            <ul className="flex max-w-[65ch] flex-col gap-1 text-body">
              {points.map((point) => (
                <li key={point} className="break-words">
                  {point}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  );
}
