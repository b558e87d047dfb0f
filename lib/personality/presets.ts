import { defaultPersonality, type Personality } from '@/lib/contracts/personality';

export type Preset = { key: string; label: string; promise: string; personality: Personality };

/** Starting points that owners refine; what a preset does not name stays at its default. */
export const presets: readonly Preset[] = [
  preset('classic_front_desk', 'Classic front desk', 'Polite, clear and even: fits most businesses.', {}),
  preset('warm_clinic', 'Warm clinic', 'Gentle and patient with worried callers.', {
    warmth: 85,
    empathy: 85,
    humor: 5,
    energy: 35,
    pace: 30,
    patience: 85,
    confirmation: 80,
    upselling: 0,
    caution: 90,
    deEscalation: 80,
  }),
  preset('trades_dispatcher', 'Trades dispatcher', 'Quick to the point, gets the address and the problem.', {
    warmth: 50,
    empathy: 45,
    smallTalk: 10,
    formality: 25,
    verbosity: 20,
    directness: 85,
    pace: 75,
    energy: 60,
    patience: 45,
    leadTheCall: 80,
    leadCapture: 80,
    urgency: 60,
  }),
  preset('luxury_concierge', 'Luxury concierge', 'Unhurried courtesy, and a thought ahead.', {
    warmth: 70,
    humor: 15,
    nameUse: 75,
    energy: 40,
    pace: 25,
    naturalSpeech: 15,
    formality: 90,
    verbosity: 55,
    directness: 35,
    courtesy: 90,
    patience: 80,
    proactivity: 85,
    upselling: 40,
  }),
  preset('law_office', 'Law office', 'Careful and discreet: states only what is certain.', {
    warmth: 45,
    humor: 0,
    smallTalk: 10,
    formality: 85,
    naturalSpeech: 25,
    vocabulary: 50,
    confirmation: 85,
    clarifying: 75,
    upselling: 0,
    leadCapture: 70,
    caution: 100,
    scope: 95,
  }),
  preset('busy_kitchen', 'Busy kitchen', 'Short, lively answers while the pans are hot.', {
    smallTalk: 10,
    energy: 75,
    pace: 80,
    formality: 25,
    verbosity: 10,
    directness: 80,
    patience: 35,
    clarifying: 30,
    leadCapture: 25,
  }),
  preset('after_hours_calm', 'After-hours calm', 'A quiet voice at night that brings in a person early.', {
    warmth: 70,
    empathy: 75,
    humor: 5,
    energy: 15,
    pace: 30,
    patience: 80,
    upselling: 0,
    leadCapture: 30,
    transferReadiness: 85,
    deEscalation: 90,
  }),
];

/** The preset that a personality equals in every trait. */
export function findPreset(personality: Personality): Preset | null {
  const traits = Object.keys(defaultPersonality) as (keyof Personality)[];
  return presets.find((known) => traits.every((trait) => known.personality[trait] === personality[trait])) ?? null;
}

function preset(key: string, label: string, promise: string, changes: Partial<Personality>): Preset {
  return { key, label, promise, personality: { ...defaultPersonality, ...changes } };
}
