import { z } from 'zod';

/** The voices of OpenAI Realtime (openai 7.55 realtime.d.ts); marin and cedar are the ones it recommends. */
export const voices = [
  'marin',
  'cedar',
  'alloy',
  'ash',
  'ballad',
  'coral',
  'echo',
  'sage',
  'shimmer',
  'verse',
] as const;
export const voiceModels = ['gpt-realtime-2.1', 'gpt-realtime-2.1-mini'] as const;

/** Names owners bring along from an API that ends on 2027-01-06, and the voice each becomes. */
export const retiredVoices = { nova: 'marin', fable: 'ballad', onyx: 'cedar' } as const;

export const voiceSchema = z.strictObject({
  voice: z.enum(voices),
  /** Times the natural speed; the provider allows 0.25 to 1.5, phones stay clear between 0.8 and 1.3. */
  speed: z.number().min(0.8, 'Slower than 0.8 is hard to follow.').max(1.3, 'Faster than 1.3 is hard to follow.'),
  model: z.enum(voiceModels),
});

export type VoiceName = (typeof voices)[number];
export type Voice = z.infer<typeof voiceSchema>;

export const defaultVoice: Voice = { voice: 'marin', speed: 1, model: 'gpt-realtime-2.1' };
