import { expect, it } from 'vitest';
import { phoneCodeInputSchema } from '@/lib/contracts/own-phone';
import { whyNotOpen } from '@/lib/member/own-phone';
import { makePhoneCodes, phoneCodeText } from '@/lib/member/phone-code';
import { sizeOfText } from '@/lib/text/segments';

const codes = makePhoneCodes('a secret of thirty-two characters');

it('makes codes of six digits, leading zeros and all, that do not repeat', () => {
  const made = Array.from({ length: 2_000 }, () => codes.make());

  expect(made.filter((code) => !/^\d{6}$/.test(code))).toEqual([]);
  expect(new Set(made).size).toBeGreaterThan(1_980);
  expect(made.some((code) => code.startsWith('0'))).toBe(true);
});

it('keeps a code as something that tells it to nobody without the key, and that no other code has', () => {
  const hash = codes.hashOf('code 1', '123456');

  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(codes.hashOf('code 1', '123456')).toBe(hash);
  expect(codes.hashOf('code 1', '123457')).not.toBe(hash);
  expect(codes.hashOf('code 2', '123456')).not.toBe(hash);
  expect(makePhoneCodes('another secret').hashOf('code 1', '123456')).not.toBe(hash);
});

it('says in one text whose code it is', () => {
  const text = phoneCodeText('Bright Smile Dental', '012345');

  expect(text).toMatch(/^012345 is your code .* Bright Smile Dental\./);
  expect(sizeOfText(text).segments).toBe(1);
});

it('takes a code as it was copied, and nothing that is none', () => {
  expect(phoneCodeInputSchema.parse({ code: ' 123-456 ' })).toEqual({ code: '123456' });
  for (const code of ['12345', '1234567', '12345a', '１２３４５６', '']) {
    expect(phoneCodeInputSchema.safeParse({ code }).success).toBe(false);
  }
});

it('is open until it is too old, was tried too often, or was never sent', () => {
  const now = new Date('2026-11-30T10:00:00Z');
  const code = { id: 'c', expiresAt: '2026-11-30T10:05:00Z', isSent: true, triesLeft: 3, problem: '' };

  expect(whyNotOpen(code, now)).toBe('');
  expect(whyNotOpen({ ...code, expiresAt: '2026-11-30T10:00:00Z' }, now)).toMatch(/too old/);
  expect(whyNotOpen({ ...code, triesLeft: 0 }, now)).toMatch(/too often/);
  expect(whyNotOpen({ ...code, problem: 'The number cannot get texts.' }, now)).toBe('The number cannot get texts.');
});
