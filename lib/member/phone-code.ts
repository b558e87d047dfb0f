import { createHmac, randomInt } from 'node:crypto';
import { codeDigits } from '@/lib/contracts/own-phone';
import { deriveKey } from '@/lib/platform/crypto';

export type PhoneCodes = {
  /** Six digits that nobody can foresee. */
  make(): string;
  /** What the database keeps in place of a code: without our key, trying all of them tells nothing. */
  hashOf(codeId: string, code: string): string;
};

export function makePhoneCodes(secret: string): PhoneCodes {
  const key = deriveKey(secret, 'phone-code');
  return {
    make: () => String(randomInt(10 ** codeDigits)).padStart(codeDigits, '0'),
    hashOf: (codeId, code) => createHmac('sha256', key).update(`${codeId}:${code}`).digest('hex'),
  };
}

/** A code that names whom it is from, and asks for nothing else. */
export function phoneCodeText(business: string, code: string): string {
  return `${code} is your code for taking over calls of ${business}. If you did not ask for it, do nothing.`;
}
