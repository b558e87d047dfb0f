import type { Trait } from '@/lib/contracts/personality';
import type { Band, TraitText } from './trait-text';
import { traitsOfConduct } from './traits-of-conduct';
import { traitsOfManner } from './traits-of-manner';

/** All thirty, in the order in which owners see them and the agent is told. */
export const traits: readonly TraitText[] = [...traitsOfManner, ...traitsOfConduct];

export const headlineTraits = [
  'warmth',
  'formality',
  'verbosity',
  'pace',
  'patience',
  'upselling',
] as const satisfies readonly Trait[];

export function bandOf(value: number): Band {
  if (value <= 33) return 'low';
  return value <= 66 ? 'mid' : 'high';
}

/** What the agent is told for this trait at this value. */
export function sentenceFor(text: TraitText, value: number): string {
  return text.sentences[bandOf(value)];
}
