import { describe, expect, it } from 'vitest';
import { type CallAtTest, makeCall } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';

function press(keys: string, options: Parameters<typeof makeCall>[0] = {}): CallAtTest {
  const call = makeCall({ clipMs: 100, ...options });
  call.model.took();
  for (const key of keys) call.session.onDigit(key);
  call.clock.advance(2000);
  return call;
}

const shown = ({ record }: CallAtTest) => record.turns().at(-1)?.text;

describe('keys', () => {
  it('are taken together until two seconds pass, or until the key that ends a number', () => {
    const call = makeCall({ clipMs: 100 });
    call.model.took();
    for (const key of '4711#') call.session.onDigit(key);

    expect(call.model.took()).toEqual([['addItem', 'caller', '[keypad: 4711#]'], ['createResponse']]);
  });

  it('ask for a person with a single 0', () => {
    expect(press('0').model.took()[0]).toEqual(['addItem', 'caller', expect.stringContaining('the key for a person')]);
    expect(press('10').model.took()[0]).toEqual(['addItem', 'caller', '[keypad: 10]']);
  });

  it('mean what they are where the tenant wants it so', () => {
    const zero = press('0', { config: makeConfig({ advanced: { zeroKey: 'digit' } }) });
    const off = press('12', { config: makeConfig({ advanced: { keypad: false } }) });

    expect(zero.model.took()[0]).toEqual(['addItem', 'caller', '[keypad: 0]']);
    expect(off.model.took()).toEqual([]);
  });

  it.each([
    ['a card number', '4111111111111111', '[keypad: 16 keys]'],
    ['another long number', '4111111111111112', '[keypad: 16 keys]'],
    ['a card number with its end', '378282246310005#', '[keypad: 16 keys]'],
  ])('never show %s', (_, keys, text) => {
    expect(shown(press(keys))).toBe(text);
  });

  it('keep a card number even from the model', () => {
    const told = press('4111111111111111').model.took().flat().join(' ');

    expect(told).toContain('hidden');
    expect(told).not.toContain('4111');
  });
});
