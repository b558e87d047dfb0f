import { Badge } from '@/components/ui/badge';
import type { TenantVersion } from '@/lib/admin/tenant';
import { formatMoment } from '@/lib/format/day';

export function VersionList({ versions, liveVersion }: { versions: TenantVersion[]; liveVersion: number | null }) {
  if (versions.length === 0) return <p className="text-body text-muted-foreground">Nothing was published yet.</p>;
  return (
    <ol className="flex max-h-120 flex-col gap-3 overflow-y-auto text-meta">
      {versions.map(({ number, note, authorName, publishedAt }) => (
        <li key={number} className="flex flex-col">
          <span className="flex items-center gap-2 font-medium">
            Version {number}
            {number === liveVersion && <Badge tone="brand">Live</Badge>}
          </span>
          {note && <span className="break-words">{note}</span>}
          <span className="text-muted-foreground">
            {authorName || 'Somebody who has left'},{' '}
            <time dateTime={publishedAt}>{formatMoment(publishedAt, 'UTC')}</time>
          </span>
        </li>
      ))}
    </ol>
  );
}
