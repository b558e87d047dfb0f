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

/** Why a code that is typed in now opens nothing; empty while it could. */
export function whyNotOpen({ expiresAt, triesLeft, problem }: PendingCode, now: Date): string {
  if (problem) return problem;
  if (triesLeft <= 0) return 'The code was typed in wrongly too often. Ask for another one.';
  return new Date(expiresAt) > now ? '' : 'The code is too old. Ask for another one.';
}
