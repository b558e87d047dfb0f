import { Button } from '@/components/ui/button';
import type { Change } from '@/lib/agent/changes';
import { ScrollRegion } from './scroll-region';

type Props = { changes: Change[]; onKeepMine: () => void; onTakeTheirs: () => void };

/** Both values, side by side, and the choice between them. Sits inside the form that it saves. */
export function StalePanel({ changes, onKeepMine, onTakeTheirs }: Props) {
  return (
    <div role="alert" className="flex flex-col gap-3 rounded-lg bg-waiting-surface p-4 text-meta">
      <p className="font-medium text-body text-waiting-foreground">Somebody else saved this while you were editing.</p>
      {changes.length > 0 ? <BothValues changes={changes} /> : <p>They saved the same as you have here.</p>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" onClick={onKeepMine}>
          Keep mine
        </Button>
        <Button onClick={onTakeTheirs}>Take theirs</Button>
      </div>
    </div>
  );
}

function BothValues({ changes }: { changes: Change[] }) {
  return (
    <ScrollRegion label="Both values" className="max-h-64">
      <table className="w-full border-collapse">
        <thead>
          <tr className="text-left text-label text-waiting-foreground">
            <th scope="col" className="py-1 pr-4">
              Setting
            </th>
            <th scope="col" className="py-1 pr-4">
              Theirs
            </th>
            <th scope="col" className="py-1">
              Yours
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ label, before, after }) => (
            <tr key={label} className="align-top">
              <th scope="row" className="py-1 pr-4 text-left font-medium">
                {label}
              </th>
              <td className="break-words py-1 pr-4">{before || 'Empty'}</td>
              <td className="break-words py-1">{after || 'Empty'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
