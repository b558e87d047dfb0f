import fc from 'fast-check';
import { expect, it } from 'vitest';
import { base64Bytes, isBase64, readBase64 } from '@/lib/platform/base64';

it('takes what encodes bytes, and nothing that is empty, cut off, padded within or of other letters', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (bytes) => {
      expect(isBase64(Buffer.from(Buffer.from(bytes).toString('base64')))).toBe(true);
    }),
  );
  for (const text of ['', 'AAA', 'A===', '====', 'AA=A', 'AA==AAAA', 'AAA"', 'AA\n=', 'AAA-', 'AÄA=', '\\u00']) {
    expect([text, isBase64(Buffer.from(text))]).toEqual([text, false]);
  }
});

it('reads what is encoded to its place, every byte or every second one, and knows its length before', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 400 }),
      fc.nat(9),
      fc.constantFrom(1, 2),
      (bytes, at, step) => {
        const text = Buffer.from(Buffer.from(bytes).toString('base64'));
        const into = new Uint8Array(at + bytes.length * step + 5).fill(7);
        const expected = new Uint8Array(into);
        for (const [place, byte] of bytes.entries()) expected[at + place * step] = byte;

        readBase64(text, into, at, step);

        expect([base64Bytes(text), into]).toEqual([bytes.length, expected]);
      },
    ),
  );
});
