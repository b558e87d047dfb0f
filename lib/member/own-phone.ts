/** A member's own telephone, as that member sees it. */
export type OwnPhone = { number: string; isVerified: boolean };

export type PendingCode = {
  id: string;
  expiresAt: string;
  isSent: boolean;
  triesLeft: number;
  /** A sentence, where the carrier did not take it. */
  problem: string;
};

/** Whether a code that is typed in now could still open anything. */
export function isOpen({ expiresAt, triesLeft, problem }: PendingCode, now: Date): boolean {
  return problem === '' && triesLeft > 0 && new Date(expiresAt) > now;
}
