import { declineRecordingInputSchema } from '@/lib/contracts/tool';
import { invalidInput } from './invalid-input';
import type { Tool } from './tool';

/** The sound is gone before the model is answered. */
export const declineRecording: Tool = {
  name: 'decline_recording',

  async run(raw, context) {
    const input = declineRecordingInputSchema.safeParse(raw);
    if (!input.success) return invalidInput(input.error);

    await context.declineRecording();
    return {
      ok: true,
      output: {
        ok: true,
        note: 'Nothing of this call is recorded any more, and what was is deleted. Say so, and go on.',
      },
      next: 'reply',
    };
  },
};
