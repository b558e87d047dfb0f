import { Status } from '@/components/ui/status';
import type { Source } from '@/lib/knowledge/source';

export function SourceState({ source }: { source: Pick<Source, 'state' | 'inUse' | 'kind'> }) {
  if (source.state === 'queued') return <Status tone="neutral">Waiting</Status>;
  if (source.state === 'reading') {
    return (
      <Status tone="brand" pulse>
        Reading
      </Status>
    );
  }
  if (source.state === 'failed') return <Status tone="danger">Not read</Status>;
  if (source.inUse) return <Status tone="live">In use</Status>;
  return <Status tone="waiting">{source.kind === 'website' ? 'Waits for your review' : 'Not in use'}</Status>;
}
