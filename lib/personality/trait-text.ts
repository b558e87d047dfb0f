import type { Trait } from '@/lib/contracts/personality';

export const traitGroups = [
  'Warmth and rapport',
  'Voice and delivery',
  'Language and style',
  'Listening and turn-taking',
  'Initiative and business',
  'Boundaries and trust',
] as const;

export type TraitGroup = (typeof traitGroups)[number];
export type Band = 'low' | 'mid' | 'high';

export type TraitText = {
  trait: Trait;
  group: TraitGroup;
  label: string;
  /** The words at the slider's ends. */
  low: string;
  high: string;
  /** Said to the agent even where it stands at its default. */
  alwaysSaid: boolean;
  sentences: Record<Band, string>;
};
