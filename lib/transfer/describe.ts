import type { TransferStatus } from '@/lib/contracts/transfer';
import type { ShownTransfer } from './transfer';

const words: Record<TransferStatus, string> = {
  asked: 'About to ring',
  ringing: 'Ringing',
  accepted: 'Talking',
  completed: 'Connected',
  declined: 'Declined',
  voicemail: 'Sent to voicemail',
  no_answer: 'No answer',
  busy: 'Busy',
  failed: 'Failed',
  cancelled: 'Called off',
};

const reasons: Record<string, (label: string) => string> = {
  no_key: (label) => `Somebody or something picked up and pressed no key, so ${label} did not get the call.`,
  caller_gone: (label) => `The caller hung up while ${label} was being rung.`,
  number: () => 'The number may not be dialled: it is abroad, or costs extra.',
  carrier: () => 'The telephone company did not put the call through.',
  too_long: () => 'It took too long, so the caller was brought back.',
};

const sentences: Record<TransferStatus, (label: string) => string> = {
  asked: (label) => `The agent is telling the caller that they are being connected to ${label}.`,
  ringing: (label) => `The caller is on hold while ${label} is rung.`,
  accepted: (label) => `${label} took the call and is talking with the caller.`,
  completed: (label) => `${label} took the call and talked with the caller.`,
  declined: (label) => `${label} declined; the caller went back to the agent.`,
  voicemail: (label) => `${label} sent the caller to voicemail.`,
  no_answer: (label) => `${label} did not answer; the caller went back to the agent.`,
  busy: (label) => `The line of ${label} was busy; the caller went back to the agent.`,
  failed: (label) => `${label} could not be rung; the caller stayed with the agent.`,
  cancelled: (label) => `The caller spoke before ${label} was rung, so nobody was.`,
};

/** What came of a transfer: a word, and a sentence for whoever reads the call. */
export function describeTransfer({ label, status, reason }: Pick<ShownTransfer, 'label' | 'status' | 'reason'>) {
  const why = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined;
  return { word: words[status], sentence: (why ?? sentences[status])(label) };
}
