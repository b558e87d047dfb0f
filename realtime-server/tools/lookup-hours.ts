import { lookupHoursInputSchema } from '@/lib/contracts/tool';
import { answerDay } from '@/lib/hours/day-answer';
import { invalidInput } from './invalid-input';
import type { Tool } from './tool';

/** The hours of one date, from the settings that this call runs with. */
export const lookupHours: Tool = {
  name: 'lookup_hours',

  async run(raw, { hours }) {
    const input = lookupHoursInputSchema.safeParse(raw);
    if (!input.success) return invalidInput(input.error);
    return { ok: true, output: answerDay(hours, input.data.date), next: 'reply' };
  },
};
