/**
 * What becomes of somebody who is rung. `declined` and `voicemail` pick up and press 2 or 3; a `machine` picks up and
 * presses nothing.
 */
export const dialOutcomes = ['answered', 'declined', 'voicemail', 'machine', 'no-answer', 'busy', 'failed'] as const;
export type DialOutcome = (typeof dialOutcomes)[number];

/** One after the other; the last one stays. */
export function outcomesInTurn(outcomes: readonly DialOutcome[]): () => DialOutcome {
  const left = [...outcomes];
  return () => (left.length > 1 ? left.shift() : left[0]) ?? 'no-answer';
}

/** For a telephone that is simply dialled: there is nobody to press a key for. */
export function dialStatus(outcome: DialOutcome): 'completed' | 'no-answer' | 'busy' | 'failed' {
  if (outcome === 'answered' || outcome === 'machine') return 'completed';
  if (outcome === 'declined') return 'busy';
  return outcome === 'voicemail' ? 'no-answer' : outcome;
}

/** What a person presses who is asked whether they take a call. */
export const keyOf: Partial<Record<DialOutcome, string>> = { answered: '1', declined: '2', voicemail: '3' };
