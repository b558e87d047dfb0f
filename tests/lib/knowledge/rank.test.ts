import { describe, expect, it } from 'vitest';
import { gapKey, searchText } from '@/lib/knowledge/question';
import { type Candidate, rankPassages } from '@/lib/knowledge/rank';

const passage = (topic: string, body: string, embedding: number[] | null = null): Candidate => ({
  ...{ chunkId: topic, sourceId: 's', kind: 'text', title: 'House', page: 1, pageTitle: '', url: null, line: 1 },
  ...{ topic, body, headline: body, rank: 0, closeness: 0, embedding },
});
const house = [
  passage('Parking', 'The garage on Mill Lane is free for two hours.'),
  passage('Aligners', 'Clear aligners begin at $3,400.'),
  passage('Children', 'We treat children from the age of two.'),
];

describe('rankPassages', () => {
  it('finds words of the same meaning, and words that are misspelled', () => {
    expect(rankPassages('where can I leave my car', house).hits[0]?.topic).toBe('Parking');
    expect(rankPassages('how much are alligners', house).hits[0]?.topic).toBe('Aligners');
  });

  it('is not sure of anything when nothing answers', () => {
    expect(rankPassages('do you repair submarines', house).confidence).toBe('none');
    expect(rankPassages('um yes please', house)).toEqual({ confidence: 'none', hits: [] });
  });

  it('lets meaning decide where there are numbers for it', () => {
    const near = [passage('One', 'Words apart.', [1, 0]), passage('Two', 'Words afar.', [0, 1])];
    expect(rankPassages('something words', near, { asked: [0, 1] }).hits[0]?.topic).toBe('Two');
  });

  it('takes no longer for a hostile question', () => {
    const began = performance.now();
    rankPassages(
      `${'a'.repeat(400)} ${'price '.repeat(60)}`,
      Array.from({ length: 40 }, () => passage('x', 'y '.repeat(450))),
    );
    searchText('('.repeat(100_000).slice(0, 400));
    expect(performance.now() - began).toBeLessThan(500);
  });
});

describe('gapKey', () => {
  it('is the same for the same question in other words', () => {
    expect(gapKey('Do you offer hypnosis?')).toBe(gapKey('um, I was wondering if you do hypnosis'));
    expect(gapKey('hypnosis')).not.toBe(gapKey('acupuncture'));
    expect(gapKey('can you please tell me')).toBe('');
  });
});
