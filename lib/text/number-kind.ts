import { type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max';

const deaf: ReadonlySet<NumberType> = new Set<NumberType>([
  'FIXED_LINE',
  'TOLL_FREE',
  'PREMIUM_RATE',
  'SHARED_COST',
  'UAN',
  'VOICEMAIL',
  'PAGER',
]);

/** A number that is known to show no texts. Where landlines and mobiles share their numbers, nobody can tell. */
export function showsNoTexts(number: string): boolean {
  return deaf.has(parsePhoneNumberFromString(number)?.getType());
}
