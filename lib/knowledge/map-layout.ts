import type { KnowledgeEdge, KnowledgeGraph, KnowledgeNode } from './graph';

/** In units of the drawing; a node is a box whose left edge and middle are given. */
export type PlacedNode = { node: KnowledgeNode; x: number; y: number };
export type DrawnEdge = KnowledgeEdge & { path: string };
export type KnowledgeMap = { width: number; height: number; nodes: PlacedNode[]; edges: DrawnEdge[]; left: number };

export const boxWidth = 240;
export const boxHeight = 28;
const rowHeight = 36;
const columnStep = 340;
const margin = 12;
const most = { source: 40, topic: 60, gap: 40 };

/** Sources on the left, topics in the middle, open questions on the right, each near what it belongs to. The same
 * knowledge gives the same picture. `left`: how many nodes there was no room for. */
export function layOut(graph: KnowledgeGraph): KnowledgeMap {
  const sources = biggest(graph, 'source');
  const topics = biggest(graph, 'topic');
  const gaps = biggest(graph, 'gap');
  const neighbours = neighboursOf(graph.edges);

  const rank = new Map(sources.map(({ id }, place) => [id, place]));
  const middleOf = (id: string, places: ReadonlyMap<string, number>) => {
    const near = (neighbours.get(id) ?? []).flatMap((other) => places.get(other) ?? []);
    return near.length > 0 ? near.reduce((sum, at) => sum + at, 0) / near.length : Number.POSITIVE_INFINITY;
  };
  const topicRows = inOrder(topics, ({ id }) => middleOf(id, rank));
  const topicPlaces = new Map(topicRows.map(({ id }, row) => [id, row]));
  const columns = [
    spread(
      inOrder(sources, ({ id }) => middleOf(id, topicPlaces)),
      (id) => middleOf(id, topicPlaces),
    ),
    spread(topicRows, (id) => topicPlaces.get(id) ?? 0),
    spread(
      inOrder(gaps, ({ id }) => middleOf(id, topicPlaces)),
      (id) => middleOf(id, topicPlaces),
    ),
  ];

  const nodes = columns.flatMap((column, index) =>
    column.map(({ node, row }) => ({
      node,
      x: margin + index * columnStep,
      y: margin + row * rowHeight + rowHeight / 2,
    })),
  );
  const at = new Map(nodes.map((placed) => [placed.node.id, placed]));
  return {
    width: 2 * columnStep + boxWidth + 2 * margin,
    height: Math.max(0, ...nodes.map(({ y }) => y)) + rowHeight / 2 + margin,
    nodes,
    edges: graph.edges.flatMap((edge) => {
      const [from, to] = [at.get(edge.from), at.get(edge.to)];
      return from && to ? [{ ...edge, path: curve(from, to) }] : [];
    }),
    left: graph.nodes.length - nodes.length,
  };
}

const weight = (node: KnowledgeNode) => (node.kind === 'gap' ? node.asked : node.facts);

function biggest({ nodes }: KnowledgeGraph, kind: KnowledgeNode['kind']): KnowledgeNode[] {
  return nodes
    .filter((node) => node.kind === kind)
    .sort((one, other) => weight(other) - weight(one) || one.id.localeCompare(other.id, 'en'))
    .slice(0, most[kind]);
}

function neighboursOf(edges: readonly KnowledgeEdge[]): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of edges) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  return neighbours;
}

/** Those that belong to nothing come last; equal ones keep their order. */
function inOrder(nodes: readonly KnowledgeNode[], wish: (node: KnowledgeNode) => number): KnowledgeNode[] {
  return nodes
    .map((node) => ({ node, at: wish(node) }))
    .sort((one, other) => (one.at === other.at ? 0 : one.at - other.at))
    .map(({ node }) => node);
}

/** One row each, as near to the wished one as those above leave room for. */
function spread(nodes: readonly KnowledgeNode[], wish: (id: string) => number) {
  let next = 0;
  return nodes.map((node) => {
    const wished = wish(node.id);
    const row = Math.max(next, Number.isFinite(wished) ? wished : next);
    next = row + 1;
    return { node, row };
  });
}

function curve(from: PlacedNode, to: PlacedNode): string {
  const [left, right] = from.x < to.x ? [from, to] : [to, from];
  const [x1, x2] = [left.x + boxWidth, right.x];
  const bend = (x1 + x2) / 2;
  return `M${x1} ${left.y}C${bend} ${left.y} ${bend} ${right.y} ${x2} ${right.y}`;
}
