import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** `+1 202 555 0101`; what is not a number (a withheld caller) is named. */
export function formatPhone(e164: string | null | undefined): string {
  if (!e164) return 'Number withheld';
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}
