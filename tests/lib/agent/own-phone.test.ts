import { describe, expect, it } from 'vitest';
import { ownPhoneFrom } from '@/lib/agent/own-phone';
import { makeConfig } from '@/tests/support/make-config';

const line = { config: makeConfig({ identity: { timeZone: 'America/New_York' } }), dialedNumber: '+12025550101' };

describe('a member’s own telephone', () => {
  it.each(['(202) 555-0147', '202 555 0147', '+1 202 555 0147', '+12025550147'])(
    'is understood as people write it at home: %s',
    (typed) => {
      expect(ownPhoneFrom(typed, line)).toEqual({ number: '+12025550147', country: 'US' });
    },
  );

  it.each([
    ['hello', /Write the number/],
    ['', /Write the number/],
    ['911', /Write the number/],
    ['sip:me@example.com', /Write the number/],
    ['+1 900 555 1234', /premium-rate/],
    ['+44 70 1234 5678', /costs extra/],
    ['+44 20 7946 0018', /United Kingdom, where calls may not be passed on to/],
    ['+1 800 555 0199', /shows no texts/],
  ])('is none that may not be dialled or cannot read a code: %s', (typed, words) => {
    expect(ownPhoneFrom(typed, line)).toEqual({ problem: expect.stringMatching(words) });
  });

  it('may lie where the business lets calls go, and only there', () => {
    const abroad = { ...line, config: makeConfig({ ...line.config, routing: { transferCountries: ['GB'] } }) };

    expect(ownPhoneFrom('+44 7400 123456', abroad)).toEqual({ number: '+447400123456', country: 'GB' });
    expect(ownPhoneFrom('+1 202 555 0147', abroad)).toEqual({
      problem: 'This number is in United States, where calls may not be passed on to.',
    });
  });
});
