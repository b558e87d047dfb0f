import { termsOf } from './question';
import type { Gap, Source } from './source';
import { isEmptyWord, stem, wordsOf } from './words';

export type KnowledgeNode =
  | { kind: 'source'; id: string; label: string; isUsed: boolean; facts: number }
  | { kind: 'topic'; id: string; label: string; facts: number }
  | { kind: 'gap'; id: string; label: string; asked: number };

/** `taught`: a source speaks of a topic. `near`: what is not known would belong to a topic. */
export type KnowledgeEdge = { kind: 'taught' | 'near'; from: string; to: string };
export type KnowledgeGraph = { nodes: KnowledgeNode[]; edges: KnowledgeEdge[] };

/** A passage, as far as the graph needs it. */
export type Fact = { sourceId: string; topic: string };

/** What an agent knows: topics from their sources, with how many facts, and the questions nobody has answered beside them. */
export function drawKnowledge(
  sources: readonly Source[],
  facts: readonly Fact[],
  gaps: readonly Gap[],
): KnowledgeGraph {
  const topics = new Map<string, { label: string; facts: number; sources: Set<string>; roots: Set<string> }>();
  for (const { sourceId, topic } of facts) {
    const label = topic || 'Other';
    const known = topics.get(label) ?? { label, facts: 0, sources: new Set<string>(), roots: rootsOf(label) };
    known.facts++;
    known.sources.add(sourceId);
    topics.set(label, known);
  }

  const edges: KnowledgeEdge[] = [];
  for (const { label, sources: from } of topics.values()) {
    for (const sourceId of from) edges.push({ kind: 'taught', from: sourceId, to: `topic ${label}` });
  }
  for (const gap of gaps) {
    const asked = termsOf(gap.question).flatMap(({ alike }) => [...alike.keys()]);
    const near = [...topics.values()].find(({ roots }) => asked.some((root) => roots.has(root)));
    if (near) edges.push({ kind: 'near', from: gap.id, to: `topic ${near.label}` });
  }
  return {
    nodes: [
      ...sources.map(({ id, title, inUse, chunkCount }) => {
        return { kind: 'source' as const, id, label: title, isUsed: inUse, facts: chunkCount };
      }),
      ...[...topics.values()].map(({ label, facts: count }) => {
        return { kind: 'topic' as const, id: `topic ${label}`, label, facts: count };
      }),
      ...gaps.map(({ id, question, askedCount }) => ({ kind: 'gap' as const, id, label: question, asked: askedCount })),
    ],
    edges,
  };
}

function rootsOf(label: string): Set<string> {
  return new Set(
    wordsOf(label)
      .filter((word) => !isEmptyWord(word))
      .map(stem),
  );
}
