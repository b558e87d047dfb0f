import { describe, expect, it } from 'vitest';
import { asJson, asJsonRecord } from '@/lib/platform/json';

describe('what goes into a column of JSON', () => {
  it('is what JSON can carry, as it was', () => {
    const value = { a: [1, 'two', null, { b: true }], c: {} };
    expect(asJson(value)).toBe(value);
    expect(asJsonRecord(value)).toEqual(value);
    expect(asJson(null)).toBe(null);
  });

  it.each([
    ['a hole', { a: undefined }],
    ['a date', { at: new Date(0) }],
    ['what is no number', [Number.NaN]],
    ['a great number', 1n],
    ['a function', { run() {} }],
    ['something deeper down', { a: [{ b: Number.POSITIVE_INFINITY }] }],
  ])('refuses %s', (_, value) => {
    expect(() => asJson(value)).toThrow('cannot be kept as JSON');
  });
});
