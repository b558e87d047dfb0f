import type { ClaimedMail } from '@/lib/mail/write';
import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import { type Job, repeat } from './repeat';

export const mailLeaseSeconds = 60;
const everyMs = 1_000;
const atOnce = 10;
/** A little more than a day; the database gives up what crashed workers held by the same number. */
export const maxAttempts = 31;
const firstRetryMs = 5_000;
const longestRetryMs = 60 * 60_000;
const maxProblemLength = 300;

export type Outbox = {
  claim(limit: number, leaseSeconds: number): Promise<ClaimedMail[]>;
  markSent(id: string, at: Date): Promise<void>;
  markForRetry(id: string, runAt: Date, problem: string): Promise<void>;
  markDead(id: string, problem: string): Promise<void>;
};

type Deps = { outbox: Outbox; send(mail: ClaimedMail): Promise<void>; clock: Clock; log: Log };

/** Hands waiting mail over; what is not accepted is tried again, later and later, and given up at last. */
export function startMailDelivery(deps: Deps): Job {
  const { outbox, clock, log } = deps;
  return repeat('mail', {
    everyMs,
    clock,
    log,
    async run() {
      const mails = await outbox.claim(atOnce, mailLeaseSeconds);
      await Promise.all(mails.map((mail) => deliver(mail, deps)));
    },
  });
}

async function deliver(mail: ClaimedMail, { outbox, send, clock, log }: Deps): Promise<void> {
  try {
    await send(mail);
  } catch (err) {
    const problem = (err instanceof Error ? err.message : 'Not accepted.').slice(0, maxProblemLength);
    if (mail.attempts >= maxAttempts) {
      log.error({ err, mailId: mail.id }, 'A mail was given up');
      return outbox.markDead(mail.id, problem);
    }
    log.warn({ err, mailId: mail.id, attempts: mail.attempts }, 'A mail was not accepted and will be tried again');
    return outbox.markForRetry(mail.id, new Date(clock.now().getTime() + retryAfterMs(mail.attempts)), problem);
  }
  await outbox.markSent(mail.id, clock.now());
}

export function retryAfterMs(attempts: number): number {
  return Math.min(longestRetryMs, firstRetryMs * 3 ** (attempts - 1));
}
