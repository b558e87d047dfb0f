import type { Step } from '@/lib/contracts/limits';

/** What one call may still cost, and what all of its business's calls together may. Nothing here waits. */
export type CallBudget = {
  /** The call used something that costs so much; `isLine`: the line itself, which was estimated until now. */
  spent(microDollars: number, isLine?: boolean): void;
  /** Told at once where the call stands, and again whenever that changes; one listener. */
  watch(listener: (step: Step) => void): void;
  /** The call is over; what it used still counts for the others. */
  leave(): void;
};
