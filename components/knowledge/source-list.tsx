'use client';

import { BookOpen } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import type { ActionResult } from '@/lib/contracts/action-result';
import type { Source } from '@/lib/knowledge/source';
import { AddSource } from './add-source';
import type { Act, ChangeUse } from './knowledge-action';
import { SourceState } from './source-state';

type Props = {
  sources: Source[];
  /** Of the knowledge pages. */
  base: string;
  readOnly?: string;
  addText: Act<{ title: string; content: string }>;
  addWebsite: Act<{ address: string }>;
  remove: Act<{ sourceId: string }>;
  readAgain: Act<{ sourceId: string }>;
  setUse: ChangeUse;
};

const lookEveryMs = 2_000;

/** Where knowledge comes from, how far each was read, and what to do about it. */
export function SourceList(props: Props) {
  const { sources, base, readOnly, addText, addWebsite } = props;
  useFollowing(sources.some(({ state }) => state === 'queued' || state === 'reading'));

  return (
    <Card
      title="Sources"
      help="Price lists, documents, your website. Looked up in a call when the answers below are not enough."
    >
      {!readOnly && <AddSource uploadUrl={`${base}/upload`} addText={addText} addWebsite={addWebsite} />}
      {sources.length === 0 ? (
        <Empty icon={BookOpen} title="Nothing learned yet" className="mt-4 py-8">
          {readOnly ? 'Sources that a manager adds appear here.' : 'Paste your website, or choose a file.'}
        </Empty>
      ) : (
        <ul className="mt-4 flex flex-col divide-y border-t">
          {sources.map((source) => (
            <SourceRow key={source.id} source={source} {...props} />
          ))}
        </ul>
      )}
    </Card>
  );
}

/** The page looks again while something is being read. */
function useFollowing(isReading: boolean) {
  const router = useRouter();
  useEffect(() => {
    if (!isReading) return;
    const timer = setInterval(() => router.refresh(), lookEveryMs);
    return () => clearInterval(timer);
  }, [isReading, router]);
}

function SourceRow({ source, base, readOnly, remove, readAgain, setUse }: Props & { source: Source }) {
  const router = useRouter();
  const [busy, begin] = useTransition();
  const isIdle = source.state === 'ready' || source.state === 'failed';

  function act(work: () => Promise<ActionResult>, done: string) {
    begin(async () => {
      const result = await work();
      if (!result.ok) return void toast.error(result.message);
      toast.success(done);
      router.refresh();
    });
  }

  return (
    <li className="flex flex-col gap-2 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-60 flex-col gap-0.5">
          <Link href={`${base}/${source.id}`} className="truncate font-medium text-body hover:underline">
            {source.title}
          </Link>
          <p className="text-label text-muted-foreground">{describe(source)}</p>
        </div>
        <SourceState source={source} />
      </div>
      {source.state === 'reading' && source.progressTotal > 0 && (
        <progress
          aria-label={`Reading ${source.title}`}
          value={source.progressDone}
          max={source.progressTotal}
          className="h-1 w-full accent-brand"
        />
      )}
      {source.error && (
        <p role="status" className="text-danger-foreground text-meta">
          {source.error}
        </p>
      )}
      {!readOnly && isIdle && (
        <div className="flex flex-wrap gap-2">
          {source.state === 'ready' && (
            <Button
              busy={busy}
              onClick={() =>
                act(
                  () => setUse({ sourceId: source.id, inUse: !source.inUse }),
                  source.inUse ? 'No longer used in calls.' : 'Used from the next question on.',
                )
              }
            >
              {source.inUse ? 'Stop using' : 'Use in calls'}
            </Button>
          )}
          <Button
            variant="ghost"
            busy={busy}
            onClick={() => act(() => readAgain({ sourceId: source.id }), 'It is being read again.')}
          >
            Read again
          </Button>
          <Button
            variant="ghost"
            busy={busy}
            aria-label={`Remove ${source.title}`}
            onClick={() => act(() => remove({ sourceId: source.id }), 'Removed, with all that was learned from it.')}
          >
            Remove
          </Button>
        </div>
      )}
    </li>
  );
}

function describe({ kind, state, progressDone, progressTotal, chunkCount }: Source): string {
  const what = { answers: 'Answers', text: 'Pasted text', file: 'File', website: 'Website' }[kind];
  if (state === 'queued') return `${what} · waits to be read`;
  if (state === 'reading') return `${what} · ${progressDone} of ${progressTotal || '?'} pages`;
  const passages = `${chunkCount} ${chunkCount === 1 ? 'passage' : 'passages'}`;
  return progressTotal > 1 ? `${what} · ${passages} from ${progressTotal} pages` : `${what} · ${passages}`;
}
