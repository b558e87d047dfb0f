import { makeRateLimit, type RateLimit, type RateLimitRule } from '@/lib/platform/rate-limit';

const quarterHour = 15 * 60;

/** Of tries that turned out wrong: right ones are given back. */
export const signInByAccount = makeRateLimit({ name: 'sign-in-account', allowed: 10, perSeconds: quarterHour });
export const signInByNetwork = makeRateLimit({ name: 'sign-in-network', allowed: 10, perSeconds: quarterHour });

/** A letter to one mailbox, whoever asks for it. */
export const mailByAddress = makeRateLimit({ name: 'mail-address', allowed: 3, perSeconds: quarterHour });

const byRule = new Map<string, RateLimit>();

/** One counter a rule, made at its first use. */
export function limitFor(rule: RateLimitRule): RateLimit {
  const known = byRule.get(rule.name);
  if (known) return known;
  const made = makeRateLimit(rule);
  byRule.set(rule.name, made);
  return made;
}
