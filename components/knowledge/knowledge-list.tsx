import Link from 'next/link';
import { Card } from '@/components/ui/card';
import type { KnowledgeGraph, KnowledgeNode } from '@/lib/knowledge/graph';
import { describeNode, hrefOfNode } from './node-words';

/** The same as the map, to be read and walked by keyboard: all of it, however much. */
export function KnowledgeList({ graph: { nodes, edges }, base }: { graph: KnowledgeGraph; base: string }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const of = (kind: KnowledgeNode['kind']) => nodes.filter((node) => node.kind === kind);
  const topicsOf = (id: string) => edges.filter(({ from }) => from === id).flatMap(({ to }) => byId.get(to) ?? []);

  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Card title="The same as a list">
        <ul className="flex flex-col divide-y">
          {of('source').map((source) => {
            const topics = topicsOf(source.id);
            return (
              <li key={source.id} className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
                <Entry node={source} href={hrefOfNode(source, edges, base)} />
                {topics.length > 0 && (
                  <p className="break-words text-meta text-muted-foreground">
                    {topics.map((topic) => `${topic.label} (${topic.kind === 'topic' ? topic.facts : 0})`).join(', ')}
                  </p>
                )}
              </li>
            );
          })}
        </ul>
      </Card>
      {of('gap').length > 0 && (
        <Card title="Asked, and not known">
          <ul className="flex flex-col divide-y">
            {of('gap').map((gap) => (
              <li key={gap.id} className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0">
                <Entry node={gap} href={hrefOfNode(gap, edges, base)} />
                {topicsOf(gap.id).map((topic) => (
                  <p key={topic.id} className="text-meta text-muted-foreground">
                    Would belong to {topic.label}
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function Entry({ node, href }: { node: KnowledgeNode; href: string }) {
  return (
    <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
      <Link href={href} className="min-w-0 break-words font-medium text-body hover:underline">
        {node.label}
      </Link>
      <span className="text-label text-muted-foreground tabular-nums">{describeNode(node)}</span>
    </p>
  );
}
