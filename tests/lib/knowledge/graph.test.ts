import { expect, it } from 'vitest';
import { drawKnowledge } from '@/lib/knowledge/graph';

it('draws topics from their sources, and an open question beside the topic it would belong to', () => {
  const source = {
    ...{ id: 's', kind: 'text' as const, title: 'Prices', location: '', state: 'ready' as const, inUse: true },
    ...{ progressDone: 1, progressTotal: 1, error: null, chunkCount: 2, readAt: null },
  };
  const facts = [
    { sourceId: 's', topic: 'Parking' },
    { sourceId: 's', topic: 'Crowns' },
    { sourceId: 's', topic: 'Crowns' },
  ];
  const gap = {
    ...{ id: 'g', question: 'Can I leave my car overnight?', askedCount: 3, status: 'open' as const },
    ...{ firstAt: '', lastAt: '', calls: [] },
  };
  const { nodes, edges } = drawKnowledge([source], facts, [gap]);

  expect(nodes).toContainEqual({ kind: 'topic', id: 'topic Crowns', label: 'Crowns', facts: 2 });
  expect(edges).toEqual([
    { kind: 'taught', from: 's', to: 'topic Parking' },
    { kind: 'taught', from: 's', to: 'topic Crowns' },
    { kind: 'near', from: 'g', to: 'topic Parking' },
  ]);
});
