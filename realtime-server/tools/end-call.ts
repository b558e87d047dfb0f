import { endCallInputSchema } from '@/lib/contracts/tool';
import { invalidInput } from './invalid-input';
import type { Tool } from './tool';

/** Decides nothing about the line itself: the session hangs up when the goodbye was heard. */
export const endCall: Tool = {
  name: 'end_call',

  async run(raw) {
    const input = endCallInputSchema.safeParse(raw);
    if (!input.success) return invalidInput(input.error);
    return { ok: true, output: { ok: true, note: 'The line closes after your goodbye.' }, next: 'end_call' };
  },
};
