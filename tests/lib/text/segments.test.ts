import { describe, expect, it } from 'vitest';
import { sizeOfText } from '@/lib/text/segments';

describe('how a text is counted', () => {
  it.each([
    ['', 'GSM-7', 0, 0],
    ['a'.repeat(160), 'GSM-7', 160, 1],
    ['a'.repeat(161), 'GSM-7', 161, 2],
    ['a'.repeat(306), 'GSM-7', 306, 2],
    ['a'.repeat(307), 'GSM-7', 307, 3],
    ['€'.repeat(80), 'GSM-7', 160, 1],
    ['é'.repeat(160), 'GSM-7', 160, 1],
    ['я'.repeat(70), 'UCS-2', 70, 1],
    ['я'.repeat(71), 'UCS-2', 71, 2],
    ['🙂'.repeat(35), 'UCS-2', 70, 1],
  ])('%j is as the carrier counts it', (text, encoding, places, segments) => {
    expect(sizeOfText(text)).toMatchObject({ encoding, places, segments });
  });

  it('never tears a two-place character apart: 152 letters, a euro and one more take a place more', () => {
    expect(sizeOfText(`${'a'.repeat(152)}€${'a'.repeat(152)}`).segments).toBe(3);
    expect(sizeOfText(`${'я'.repeat(66)}🙂${'я'.repeat(66)}`).segments).toBe(3);
  });

  it('names what made a text special, each once', () => {
    expect(sizeOfText('“Hello” – “there”').unusual).toEqual(['“', '”', '–']);
  });
});
