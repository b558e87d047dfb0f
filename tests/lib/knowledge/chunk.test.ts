import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkText } from '@/lib/knowledge/chunk';

describe('chunkText', () => {
  it('never crosses a heading, and names the way to it', () => {
    const chunks = chunkText('# Prices\nA crown is $900.\n## Children\nFree under six.\n# Parking\nBehind the house.');

    expect(chunks).toEqual([
      { line: 2, topic: 'Prices', body: 'A crown is $900.' },
      { line: 4, topic: 'Prices › Children', body: 'Free under six.' },
      { line: 6, topic: 'Parking', body: 'Behind the house.' },
    ]);
  });

  it('cuts between sentences, and begins the next passage with the last sentence of the one before', () => {
    const sentence = (number: number) =>
      `This is sentence number ${number}, which says something of its own at some length.`;
    const chunks = chunkText(Array.from({ length: 30 }, (_, index) => sentence(index)).join(' '));

    expect(chunks.length).toBeGreaterThan(2);
    for (const [index, { body }] of chunks.slice(1).entries()) {
      expect(body.startsWith(chunks[index]?.body.split('. ').at(-1)?.replace(/\.$/, '') ?? '-')).toBe(true);
    }
  });

  it('keeps every passage short, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ maxLength: 2_000 }), fc.constant('\n'), fc.constant('# h\n'))),
        (parts) => {
          for (const { body, topic, line } of chunkText(parts.join(' '))) {
            expect(body.length).toBeLessThanOrEqual(1_600);
            expect(topic.length).toBeLessThanOrEqual(200);
            expect(line).toBeGreaterThan(0);
          }
        },
      ),
    );
  });

  it('drops what nobody can see', () => {
    expect(chunkText('Open\u200b \u202eat nine\u{e0041}.')[0]?.body).toBe('Open at nine.');
  });
});
