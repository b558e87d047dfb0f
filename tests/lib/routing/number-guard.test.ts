import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { expect, it } from 'vitest';
import { whyNotDialled } from '@/lib/routing/number-guard';

const served: CountryCode[] = ['US', 'CA', 'GB', 'IE', 'AU', 'DE', 'FR', 'ES', 'NL', 'IN'];
const callingCode = {
  US: '1',
  CA: '1',
  GB: '44',
  IE: '353',
  AU: '61',
  DE: '49',
  FR: '33',
  ES: '34',
  NL: '31',
  IN: '91',
};
const costly = new Set(['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER']);

/** Numbers that begin in every way, of every length that a country may have. */
function* numbersOf(country: keyof typeof callingCode): Generator<string> {
  for (let start = 0; start < 10_000; start += 1) {
    for (let length = 7; length <= 11; length += 1) {
      yield `+${callingCode[country]}${String(start).padStart(4, '0')}${'2345678'.slice(0, length - 4)}`;
    }
  }
}

it.each(served.filter((country) => country in callingCode))(
  'dials nothing in %s that the numbering plan calls premium, shared-cost or personal',
  { timeout: 30_000 },
  (country) => {
    const let_through: string[] = [];
    for (const number of numbersOf(country as keyof typeof callingCode)) {
      const type = parsePhoneNumberFromString(number)?.getType();
      if (type && costly.has(type) && whyNotDialled(number, served) === null) let_through.push(`${number} ${type}`);
    }

    expect(let_through.slice(0, 20)).toEqual([]);
  },
);

it.each([
  ['+19005551234', 'a premium-rate number'],
  ['+12129761234', 'a premium-rate number'],
  ['+447012345678', 'a personal number that costs extra'],
  ['+8821612345678', 'an international network with prices of its own'],
  ['+881621234567', 'a satellite telephone'],
  ['+87077112345', 'a satellite telephone'],
  ['+979112345678', 'an international premium or shared-cost number'],
  ['011442079460018', 'not a telephone number'],
  ['+411', 'not a telephone number'],
  ['911', 'not a telephone number'],
  ['sip:boss@example.com', 'not a telephone number'],
  ['+12025550181;ext=9', 'not a telephone number'],
  ['+1202555018\u0661', 'not a telephone number'],
  ['+12025550181\n', 'not a telephone number'],
  ['+447700112233445', 'in no country that we know'],
  ['+4407012345678', 'not written as it is dialled from abroad: try +447012345678'],
  ['+18765551234', 'in Jamaica, where calls may not be passed on to'],
  ['+2525012345678', 'in Somalia, where calls may not be passed on to'],
])('does not dial %s', (number, why) => {
  expect(whyNotDialled(number, ['US', 'GB'])).toBe(why);
});

it('dials ordinary telephones of the countries that are let, and of no other', () => {
  expect(whyNotDialled('+12025550181', ['US'])).toBeNull();
  expect(whyNotDialled('+442079460018', ['US', 'GB'])).toBeNull();
  expect(whyNotDialled('+442079460018', ['US'])).toBe('in United Kingdom, where calls may not be passed on to');
  expect(whyNotDialled('+12025550181', [])).toBe('in United States, where calls may not be passed on to');
});
