import { Card } from '@/components/ui/card';
import type { Passage, SourcePage } from '@/lib/knowledge/source';
import type { ChangeUse } from './knowledge-action';
import { UseSwitch } from './use-switch';

type Props = {
  page: SourcePage;
  passages: Passage[];
  sourceId: string;
  /** The source has no other page: nothing to leave out of it. */
  isAlone: boolean;
  change?: ChangeUse;
};

/** One page of a source: its passages with their lines, or why there are none. */
export function LearnedPage({ page, passages, sourceId, isAlone, change }: Props) {
  const title = page.title || page.url || (isAlone ? 'All of it' : `Page ${page.number}`);
  const learned = `${page.chunkCount} ${page.chunkCount === 1 ? 'passage' : 'passages'}`;

  return (
    <li>
      <Card
        title={<span className="break-words">{title}</span>}
        help={
          <span className="break-all">
            {page.state === 'waiting' ? 'Not read yet' : page.note || learned}
            {page.url && page.title ? ` · ${page.url}` : ''}
          </span>
        }
        action={
          change &&
          !isAlone &&
          page.chunkCount > 0 && (
            <UseSwitch
              label={page.inUse ? 'Included' : 'Left out'}
              target={{ sourceId, pageId: page.id }}
              inUse={page.inUse}
              change={change}
            />
          )
        }
      >
        {passages.length > 0 && (
          <ul className="flex flex-col divide-y">
            {passages.map(({ id, line, topic, body }) => (
              <li key={id} className="flex gap-4 py-2">
                <span className="w-14 shrink-0 text-label text-muted-foreground tabular-nums">Line {line}</span>
                <div className="flex min-w-0 flex-col gap-0.5">
                  {topic && topic !== title && <p className="font-medium text-meta">{topic}</p>}
                  <p className="whitespace-pre-line break-words text-body">{body}</p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </li>
  );
}
