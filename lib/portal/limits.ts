import { makeRateLimit, type RateLimit, type RateLimitRule } from '@/lib/platform/rate-limit';

declare global {
  // A build holds this module once a page or route; what is counted must be counted together.
  var foyerLimits: Map<string, RateLimit> | undefined;
}

/** One counter a rule, made at its first use. */
export function limitFor(rule: RateLimitRule): RateLimit {
  globalThis.foyerLimits ??= new Map();
  const known = globalThis.foyerLimits.get(rule.name);
  if (known) return known;
  const made = makeRateLimit(rule);
  globalThis.foyerLimits.set(rule.name, made);
  return made;
}

const quarterHour = 15 * 60;

/** Of tries that turned out wrong: right ones are given back. */
export const signInByAccount = limitFor({ name: 'sign-in-account', allowed: 10, perSeconds: quarterHour });
export const signInByNetwork = limitFor({ name: 'sign-in-network', allowed: 10, perSeconds: quarterHour });

/** A letter to one mailbox, whoever asks for it. */
export const mailByAddress = limitFor({ name: 'mail-address', allowed: 3, perSeconds: quarterHour });
