import { getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** Numbers that cost the one who dials, or a person who pays to be found: what toll fraud is made of. */
const costly: { kind: string; pattern: RegExp }[] = [
  { kind: 'a satellite telephone', pattern: /^\+(870|881)/ },
  { kind: 'an international network with prices of its own', pattern: /^\+(878|882|883|888)/ },
  { kind: 'an international premium or shared-cost number', pattern: /^\+(979|808)/ },
  { kind: 'a premium-rate number', pattern: /^\+1(900|\d{3}976)\d/ },
  {
    kind: 'a personal number that costs extra',
    pattern: /^\+1(700|5(00|2[1-9]|3[23]|44|66|77|88)|6(22|33|44|55|77|88))\d/,
  },
  { kind: 'a premium-rate number', pattern: /^\+44(9|8[247])/ },
  { kind: 'a personal number that costs extra', pattern: /^\+447(0|6(?!24))/ },
  { kind: 'a premium-rate number', pattern: /^\+49(900|13[78]|180|19[0-9])/ },
  { kind: 'a personal number that costs extra', pattern: /^\+49700/ },
  { kind: 'a premium-rate number', pattern: /^\+338(?!0[0-5])/ },
  { kind: 'a premium-rate number', pattern: /^\+34(80[367]|90[1257]|51\d)/ },
  { kind: 'a personal number that costs extra', pattern: /^\+3470/ },
  { kind: 'a premium-rate number', pattern: /^\+61(190|13)/ },
  { kind: 'a premium-rate number', pattern: /^\+353(15\d{8}|18[159]0)/ },
  { kind: 'a personal number that costs extra', pattern: /^\+353700/ },
  { kind: 'a premium-rate number', pattern: /^\+3190/ },
  { kind: 'a personal number that costs extra', pattern: /^\+31(8[47])/ },
  { kind: 'a premium-rate number', pattern: /^\+91(186|1900)/ },
];

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });

/** Why a number may not be dialled for a caller, in words that follow "is"; null when it may. */
export function whyNotDialled(number: string, countries: readonly string[]): string | null {
  const never = whyNeverDialled(number);
  if (never) return never;
  const country = parsePhoneNumberFromString(number)?.country;
  if (!country) return 'in no country that we know';
  if (!countries.includes(country))
    return `in ${countryNames.of(country) ?? country}, where calls may not be passed on to`;
  return null;
}

/** The same without the country: an owner's own fallback number may lie abroad, but never cost extra. */
export function whyNeverDialled(number: string): string | null {
  if (!/^\+[1-9]\d{7,14}$/.test(number)) return 'not a telephone number';
  const found = costly.find(({ pattern }) => pattern.test(number));
  if (found) return found.kind;

  const parsed = parsePhoneNumberFromString(number);
  // +44 070… is how a dear number hides behind a zero that is not dialled from abroad.
  if (parsed && parsed.number !== number) return `not written as it is dialled from abroad: try ${parsed.number}`;
  return null;
}

/** Null for a number of no country: a satellite's, or one that nobody was given. */
export function countryOfNumber(number: string): string | null {
  return parsePhoneNumberFromString(number)?.country ?? null;
}

/** As the world dials what people write at home; null for what is no number. */
export function numberAsDialled(typed: string, homeCountry: string | null): string | null {
  const number = parsePhoneNumberFromString(
    typed,
    getCountries().find((known) => known === homeCountry),
  );
  return number?.isPossible() ? number.number : null;
}
