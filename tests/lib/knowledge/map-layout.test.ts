import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KnowledgeEdge, KnowledgeGraph, KnowledgeNode } from '@/lib/knowledge/graph';
import { boxHeight, boxWidth, layOut } from '@/lib/knowledge/map-layout';

const arbitraryGraph = fc
  .record({
    sources: fc.array(fc.nat(500), { maxLength: 60 }),
    topics: fc.array(fc.record({ facts: fc.nat(500), from: fc.nat(59) }), { maxLength: 90 }),
    gaps: fc.array(fc.record({ asked: fc.nat(50), near: fc.option(fc.nat(89)) }), { maxLength: 60 }),
  })
  .map(({ sources, topics, gaps }): KnowledgeGraph => {
    const nodes: KnowledgeNode[] = [
      ...sources.map((facts, n) => ({
        kind: 'source' as const,
        id: `s${n}`,
        label: `Source ${n}`,
        isUsed: true,
        facts,
      })),
      ...topics.map(({ facts }, n) => ({ kind: 'topic' as const, id: `t${n}`, label: `Topic ${n}`, facts })),
      ...gaps.map(({ asked }, n) => ({ kind: 'gap' as const, id: `g${n}`, label: `Gap ${n}`, asked })),
    ];
    const edges: KnowledgeEdge[] = [
      ...topics.map(({ from }, n) => ({ kind: 'taught' as const, from: `s${from}`, to: `t${n}` })),
      ...gaps.flatMap(({ near }, n) =>
        near === null ? [] : [{ kind: 'near' as const, from: `g${n}`, to: `t${near}` }],
      ),
    ];
    return { nodes, edges };
  });

describe('the map of knowledge', () => {
  it('never lays one box over another, nor outside the drawing, whatever is known', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const { nodes, width, height, left } = layOut(graph);
        for (const [place, { x, y }] of nodes.entries()) {
          expect(x >= 0 && x + boxWidth <= width && y - boxHeight / 2 >= 0 && y + boxHeight / 2 <= height).toBe(true);
          const below = nodes.slice(place + 1).filter((other) => other.x === x);
          expect(below.every((other) => Math.abs(other.y - y) >= boxHeight)).toBe(true);
        }
        expect(nodes.length + left).toBe(graph.nodes.length);
      }),
    );
  });

  it('is the same picture for the same knowledge, in whatever order it is read', () => {
    fc.assert(
      fc.property(arbitraryGraph, ({ nodes, edges }) => {
        const drawn = (graph: KnowledgeGraph) =>
          layOut(graph)
            .nodes.map(({ node, x, y }) => `${node.id} ${x} ${y}`)
            .sort();
        expect(drawn({ nodes: [...nodes].reverse(), edges })).toEqual(drawn({ nodes, edges }));
      }),
    );
  });

  it('draws what is asked most when there is no room for everything', () => {
    const nodes = Array.from(
      { length: 50 },
      (_, n): KnowledgeNode => ({ kind: 'gap', id: `g${n}`, label: `Gap ${n}`, asked: n }),
    );
    const map = layOut({ nodes, edges: [] });

    expect(map.left).toBe(10);
    expect(map.nodes.map(({ node }) => node.id)).not.toContain('g9');
    expect(map.nodes.map(({ node }) => node.id)).toContain('g49');
  });
});
