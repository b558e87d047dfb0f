import type { KnowledgeEdge, KnowledgeNode } from '@/lib/knowledge/graph';

/** What a node says of itself beside its name. */
export function describeNode(node: KnowledgeNode): string {
  if (node.kind === 'gap') return `asked in ${node.asked} ${node.asked === 1 ? 'call' : 'calls'}`;
  const facts = `${node.facts} ${node.facts === 1 ? 'fact' : 'facts'}`;
  return node.kind === 'source' && !node.isUsed ? `${facts}, not used in calls` : facts;
}

/** Where a node leads: a source to its passages, a topic to the first source that speaks of it, a question to its answer. */
export function hrefOfNode(node: KnowledgeNode, edges: readonly KnowledgeEdge[], base: string): string {
  if (node.kind === 'gap') return `${base}#gaps`;
  const source =
    node.kind === 'source' ? node.id : edges.find(({ kind, to }) => kind === 'taught' && to === node.id)?.from;
  return source ? `${base}/${source}` : base;
}
