import { describe, expect, it } from 'vitest';
import { asciiJson, frameOf, makeFrameReader } from '@/scripts/bench/wire';

describe('the wire of the bench', () => {
  it.each([5, 125, 126, 70_000])('gives back a text of %i letters, masked or not, however it was cut', (length) => {
    const text = 'abcdefg'.repeat(length).slice(0, length);
    const bytes = Buffer.concat([frameOf(text, true), frameOf('next', false)]);
    const read: string[] = [];
    const reader = makeFrameReader((_, got) => read.push(got));

    for (let at = 0; at < bytes.length; at += 97) reader(Buffer.from(bytes.subarray(at, at + 97)));

    expect(read).toEqual([text, 'next']);
  });

  it('writes what is not ASCII so that it is, and means the same', () => {
    const text = asciiJson({ words: 'señor “€”' });

    expect(/^[ -~]*$/.test(text)).toBe(true);
    expect(JSON.parse(text)).toEqual({ words: 'señor “€”' });
  });
});
