import { phoneSchema } from '@/lib/contracts/phone';
import { takeMessageInputSchema } from '@/lib/contracts/tool';
import { invalidInput } from './invalid-input';
import type { Tool } from './tool';

export const takeMessage: Tool = {
  name: 'take_message',
  whenItFails: 'The message could not be saved. Apologise and ask the caller to call again later.',

  async run(raw, { toolCallId, callerNumber, store }) {
    const input = takeMessageInputSchema.safeParse(raw);
    if (!input.success) return invalidInput(input.error);

    const own = phoneSchema.safeParse(callerNumber);
    const callbackNumber = input.data.callback_number ?? (own.success ? own.data : null);
    await store.takeMessage(toolCallId, { ...input.data, callback_number: callbackNumber });
    return {
      ok: true,
      output: { ok: true, note: 'The message is saved. Tell the caller that it will be passed on.' },
      next: 'reply',
    };
  },
};
