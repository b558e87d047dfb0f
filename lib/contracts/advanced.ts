import { z } from 'zod';

/** How the agent knows that a caller has finished: by a pause, or by the sense of what was said. */
export const turnTakings = ['pause', 'meaning'] as const;
/** Where callers usually are. */
export const surroundings = ['quiet', 'usual', 'noisy'] as const;

const seconds = (least: number, most: number) =>
  z
    .number('Write a number of seconds.')
    .int('Whole seconds only.')
    .min(least, `At least ${least} seconds.`)
    .max(most, `At most ${most} seconds.`);

export const advancedSchema = z.strictObject({
  /** Words of the owner's own, added to the instructions. */
  extraInstructions: z.string().trim().max(2000),
  noiseReduction: z.enum(['off', 'near_field', 'far_field']),
  surroundings: z.enum(surroundings).default('usual'),
  turnTaking: z.enum(turnTakings).default('pause'),
  /** Silence after which the caller is asked whether they are there; null: as the personality has it. */
  checkInSeconds: seconds(5, 60).nullable().default(null),
  /** How often they are asked before the goodbye. */
  checkIns: z.number().int().min(1, 'Ask at least once.').max(4, 'Ask at most four times.').default(2),
  /** Patience with a caller who asks for a moment. */
  holdSeconds: seconds(20, 300).default(60),
  /** Whether a caller who never says anything is told goodbye. */
  silentCalls: z.enum(['goodbye', 'check_in']).default('goodbye'),
  recordedCallers: z.enum(['goodbye', 'answer']).default('goodbye'),
  /** A few words when something takes a while. */
  fillers: z.boolean().default(true),
  keypad: z.boolean().default(true),
  /** What the key 0 by itself means. */
  zeroKey: z.enum(['person', 'digit']).default('person'),
  /** `follow`: the caller's language, once it is clear. `ask`: only when they ask for it. */
  languageSwitching: z.enum(['follow', 'ask']).default('follow'),
});

export type Advanced = z.infer<typeof advancedSchema>;

export const defaultAdvanced: Advanced = {
  extraInstructions: '',
  noiseReduction: 'off',
  surroundings: 'usual',
  turnTaking: 'pause',
  checkInSeconds: null,
  checkIns: 2,
  holdSeconds: 60,
  silentCalls: 'goodbye',
  recordedCallers: 'goodbye',
  fillers: true,
  keypad: true,
  zeroKey: 'person',
  languageSwitching: 'follow',
};
