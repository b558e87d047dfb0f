import type { QueuedText } from '@/lib/contracts/texting';

/** Why a caller gets no text: what the settings and the database say, or the number itself. */
export type WhyNoText =
  | Extract<QueuedText, { result: 'refused' }>['why']
  | 'withheld'
  | 'costly'
  | 'landline'
  | 'abroad'
  | 'no_template';

export type CallTexts = {
  /** To whoever is calling and to nobody else, in the words of the template. The same tool call is one text. */
  send(wish: { toolCallId: string; template: string }): Promise<{ sent: true } | { sent: false; why: WhyNoText }>;
};
