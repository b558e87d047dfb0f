import { sendTextInputSchema } from '@/lib/contracts/texting';
import type { WhyNoText } from '../ports/texts';
import { invalidInput } from './invalid-input';
import { failed, type Tool } from './tool';

const onItsWay =
  'The text is on its way to the number they are calling from, and should be there within a minute or two. Say so, without reading it out. If it does not come, somebody will follow up.';

/** What the agent is to say of it: kind, and never a number. */
const sentences: Record<WhyNoText, string> = {
  off: 'No texts are sent from this line.',
  no_template: 'There is no such text. Send one of those that are listed, or none.',
  withheld: 'No text was sent: the caller hides their number, so there is nowhere to send it.',
  no_number: 'No text was sent: the caller hides their number, so there is nowhere to send it.',
  no_line: 'No text was sent: this is a test call, with no telephone at the other end.',
  abroad: 'No text was sent: texts go to numbers in our own country only.',
  landline: 'No text was sent: the caller is on a landline, which shows no texts.',
  costly: 'No text was sent: that kind of number cannot get texts from us.',
  opted_out:
    'No text was sent: this number asked us to send it no texts. They can text START to this number to get them again.',
  call_cap: 'No text was sent: the caller has got as many in this call as we send. Do not try again.',
  caller_cap: 'No text was sent: this number has got as many today as we send. Do not try again.',
  tenant_cap: 'No text was sent: we have sent all the texts that we may today. Do not try again.',
};
const instead = 'Say so kindly, and offer to read it out or to take a message.';

/** The model picks a template by its name: neither the words nor the number are its to choose. */
export const sendText: Tool = {
  name: 'send_text',
  whenItFails:
    'The text could not be sent now. Apologise, and offer to read it out or to take a message so that somebody follows up.',

  async run(raw, { toolCallId, texts }) {
    const input = sendTextInputSchema.safeParse(raw);
    if (!input.success) return invalidInput(input.error);
    if (!texts) return failed(`${sentences.off} ${instead}`);

    const result = await texts.send({ toolCallId, template: input.data.template });
    if (!result.sent) return failed(`${sentences[result.why]} ${instead}`);
    return { ok: true, output: { ok: true, note: onItsWay }, next: 'reply' };
  },
};
