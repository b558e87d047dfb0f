import { Button } from '@/components/ui/button';
import type { Change } from '@/lib/agent/changes';

type Props = { changes: Change[]; onKeepMine: () => void; onTakeTheirs: () => void };

/** Both values, side by side, and the choice between them. Sits inside the form that it saves. */
export function StalePanel({ changes, onKeepMine, onTakeTheirs }: Props) {
  return (
    <div role="alert" className="flex flex-col gap-3 rounded-lg bg-waiting-surface p-4 text-meta">
      <p className="font-medium text-body text-waiting-foreground">Somebody else saved this while you were editing.</p>
      {changes.length > 0 ? (
        <ul className="flex flex-col gap-2">
          {changes.map((change) => (
            <li key={change.sentence} className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
              <Side who="Theirs" text={change.before} />
              <Side who="Yours" text={change.after} label={change.sentence} />
            </li>
          ))}
        </ul>
      ) : (
        <p>They saved the same as you have here.</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" onClick={onKeepMine}>
          Keep mine
        </Button>
        <Button onClick={onTakeTheirs}>Take theirs</Button>
      </div>
    </div>
  );
}

function Side({ who, text, label }: { who: string; text: string; label?: string }) {
  return (
    <div className="min-w-0" title={label}>
      <span className="text-label text-waiting-foreground">{who}</span>
      <p className="break-words">{text || 'Empty'}</p>
    </div>
  );
}
