import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from './errors';

export type RateLimitRule = {
  /** Names the counter; two rules never share one. */
  name: string;
  allowed: number;
  perSeconds: number;
  /** How long a key that ran over stays shut; by default until the window ends. */
  blockSeconds?: number;
};

export type Verdict = { allowed: true } | { allowed: false; retryAfterSeconds: number };

export interface RateLimit {
  take(key: string): Promise<Verdict>;
  /** Throws `rate_limited` with a sentence that may be shown. */
  require(key: string): Promise<void>;
  /** Gives one take back: what turned out to be rightful does not count. */
  refund(key: string): Promise<void>;
  /** Forget a key, after a right password for instance. */
  forgive(key: string): Promise<void>;
}

/** Counts in this process alone. */
export function makeRateLimit(rule: RateLimitRule): RateLimit {
  const limiter = new RateLimiterMemory({
    keyPrefix: rule.name,
    points: rule.allowed,
    duration: rule.perSeconds,
    blockDuration: rule.blockSeconds ?? 0,
  });

  async function take(key: string): Promise<Verdict> {
    try {
      await limiter.consume(key);
      return { allowed: true };
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
    }
  }

  return {
    take,
    async require(key) {
      const verdict = await take(key);
      if (verdict.allowed) return;
      throw new AppError('rate_limited', `Too many attempts. Try again in ${verdict.retryAfterSeconds} seconds.`);
    },
    async refund(key) {
      await limiter.reward(key, 1);
    },
    async forgive(key) {
      await limiter.delete(key);
    },
  };
}
