import type { Change } from '@/lib/agent/changes';

/** A sentence per change; long texts unfold to what they were and what they are. */
export function ChangeList({ changes }: { changes: Change[] }) {
  return (
    <ul className="flex flex-col divide-y rounded-lg border">
      {changes.map((change) => (
        <li key={`${change.section} ${change.sentence}`} className="px-3 py-2 text-meta">
          {isTold(change) ? <p className="break-words">{change.sentence}</p> : <LongChange change={change} />}
        </li>
      ))}
    </ul>
  );
}

function LongChange({ change }: { change: Change }) {
  return (
    <details>
      <summary className="cursor-pointer break-words">{change.sentence}</summary>
      <dl className="mt-2 grid gap-2 break-words">
        <Text term="Before" text={change.before} />
        <Text term="After" text={change.after} />
      </dl>
    </details>
  );
}

function Text({ term, text }: { term: string; text: string }) {
  return (
    <div>
      <dt className="text-label text-muted-foreground">{term}</dt>
      <dd className="whitespace-pre-wrap">{text || 'Nothing'}</dd>
    </div>
  );
}

function isTold({ sentence, before, after }: Change): boolean {
  return (!before && !after) || (Boolean(before) && sentence.endsWith(`from ${before} to ${after}`));
}
