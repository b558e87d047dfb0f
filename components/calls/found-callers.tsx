import { NearLink } from '@/components/ui/near-link';
import { formatPhone } from '@/lib/format/phone';

type Props = { callers: { id: string; name: string; e164: string; calls: number }[]; path: string };

/** Callers whose name or number was looked for, above the calls. */
export function FoundCallers({ callers, path }: Props) {
  if (callers.length === 0) return null;
  return (
    <ul aria-label="Callers found" className="flex flex-wrap gap-2">
      {callers.map(({ id, name, e164, calls }) => (
        <li key={id}>
          <NearLink
            href={`${path}/${id}`}
            className="inline-flex min-h-8 items-center gap-2 rounded-md border bg-card px-3 py-1 text-meta hover:bg-muted pointer-coarse:min-h-11"
          >
            <span className="font-medium tabular-nums">{name || formatPhone(e164)}</span>
            <span className="text-muted-foreground tabular-nums">
              {name && `${formatPhone(e164)} · `}
              {calls} {calls === 1 ? 'call' : 'calls'}
            </span>
          </NearLink>
        </li>
      ))}
    </ul>
  );
}
