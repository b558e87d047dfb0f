import { transferCallInputSchema } from '@/lib/contracts/transfer';
import type { TransferAnswer } from '../ports/transfers';
import { invalidInput } from './invalid-input';
import { failed, type Tool, type ToolResult } from './tool';

const offerMessage = 'Tell the caller kindly, and offer to take a message.';

const refusals: Record<Extract<TransferAnswer, { kind: 'refused' }>['why'], string> = {
  unknown_label: `There is nobody of that name to connect to. Use a name from the list exactly, and never a number. ${offerMessage}`,
  hours: `They cannot be reached at this time. ${offerMessage}`,
  no_phone: `They cannot be rung from here. ${offerMessage}`,
  number: `They cannot be rung from here. ${offerMessage}`,
  country: `They cannot be rung from here. ${offerMessage}`,
  under_way: 'The caller is being connected already. Say so, and do nothing more.',
  cap_call: `Nobody else can be rung in this call. ${offerMessage}`,
  cap_day: `Nobody can be rung at the moment. ${offerMessage}`,
  cap_caller: `Nobody can be rung at the moment. ${offerMessage}`,
};

/** Decides nothing about the line itself: the session rings when the caller has heard that they are being connected. */
export const transferCall: Tool = {
  name: 'transfer_call',
  whenItFails: `Nobody can be rung now. ${offerMessage}`,

  async run(raw, { toolCallId, transfers }) {
    const input = transferCallInputSchema.safeParse(raw);
    if (!input.success) return invalidInput(input.error);
    if (!transfers) {
      return failed(
        `No telephone can be rung in this call. Say that in a usual call ${input.data.to.replaceAll(/[^\p{L}\p{M}\p{N} ,.'-]/gu, '')} would be rung now, and offer to take a message.`,
      );
    }
    return resultOf(await transfers.plan(toolCallId, input.data.to));
  },
};

function resultOf(answer: TransferAnswer): ToolResult {
  if (answer.kind === 'refused') return failed(refusals[answer.why]);
  if (answer.kind === 'repeated') return failed(`This was asked for before. ${offerMessage}`);
  const { label, transferId } = answer;
  const note = `${label} is rung when the caller has heard you say so. If the caller speaks before that, nobody is rung.`;
  return { ok: true, output: { ok: true, note }, next: 'transfer', transfer: { transferId, label } };
}
