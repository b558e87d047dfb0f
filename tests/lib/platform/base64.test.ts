import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isBase64 } from '@/lib/platform/base64';

it('takes what encodes bytes, and nothing that is empty, cut off, padded within or of other letters', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (bytes) => {
      expect(isBase64(Buffer.from(bytes).toString('base64'))).toBe(true);
    }),
  );
  for (const text of ['', 'AAA', 'A===', '====', 'AA=A', 'AA==AAAA', 'AAA"', 'AA\n=', 'AAA-', 'AÄA=', '\\u00']) {
    expect([text, isBase64(text)]).toEqual([text, false]);
  }
});
