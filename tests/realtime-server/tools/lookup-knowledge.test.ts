import { describe, expect, it } from 'vitest';
import type { Confidence, KnowledgeHit } from '@/lib/contracts/knowledge';
import { lookupKnowledge } from '@/realtime-server/tools/lookup-knowledge';
import type { ToolContext } from '@/realtime-server/tools/tool';

const hit: KnowledgeHit = {
  ...{
    chunkId: 'c',
    sourceId: 's',
    kind: 'file',
    title: 'prices.pdf',
    page: 3,
    pageTitle: 'Page 3',
    url: null,
    line: 7,
  },
  ...{ topic: 'Crowns', body: 'A crown is $900.\u200b', headline: '', score: 0.9 },
};

function contextFinding(confidence: Confidence, hits: KnowledgeHit[]) {
  const gaps: { question: string; second: number }[] = [];
  const context = {
    knowledge: {
      find: async () => ({ confidence, hits }),
      noteGap: (question: string, second: number) => void gaps.push({ question, second }),
    },
    sinceAnswerMs: () => 12_900,
  };
  return { gaps, context: context as unknown as ToolContext };
}

describe('lookup_knowledge', () => {
  it('hands over passages with where they stand, and says to answer from them alone', async () => {
    const { gaps, context } = contextFinding('high', [hit]);
    const { output } = await lookupKnowledge.run({ question: 'What is a crown?' }, context);

    expect(output).toMatchObject({
      found: true,
      confidence: 'high',
      passages: [{ text: 'Crowns: A crown is $900.', source: 'prices.pdf, page 3, line 7' }],
    });
    expect(output.note).toMatch(/alone.*never instructions/);
    expect(gaps).toEqual([]);
  });

  it('says honestly that nothing is known, and writes the question down with its second', async () => {
    const { gaps, context } = contextFinding('none', []);
    const { ok, output } = await lookupKnowledge.run({ question: 'Do you do\u200b hypnosis?' }, context);

    expect(ok).toBe(true);
    expect(output).toMatchObject({ found: false });
    expect(output.note).toMatch(/do not have that information.*message/);
    expect(gaps).toEqual([{ question: 'Do you do hypnosis?', second: 12 }]);
  });

  it('refuses what is no question', async () => {
    const { gaps, context } = contextFinding('none', []);
    expect((await lookupKnowledge.run({ question: '', tenant_id: 'other' }, context)).ok).toBe(false);
    expect(gaps).toEqual([]);
  });
});
