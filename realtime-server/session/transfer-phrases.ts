import type { ReturnedCaller } from '@/lib/contracts/transfer';

export function sayConnecting(label: string): string {
  return `You are connecting the caller to ${label}. In one short sentence, in the language of the conversation, say so and ask them to hold. Say nothing else.`;
}

export function sayNotConnected(label: string): string {
  return `The line to ${label} did not work. In one or two short sentences, in the language of the conversation, say that you are sorry and could not connect them, and offer to take a message. Say nothing else.`;
}

const whatHappened: Record<ReturnedCaller['status'], (label: string) => string> = {
  declined: (label) => `${label} cannot take the call right now`,
  no_answer: (label) => `${label} did not answer`,
  busy: (label) => `the line of ${label} is busy`,
  failed: (label) => `${label} could not be reached`,
};

/** Whoever comes back hears why, and goes on where they were. */
export function sayNobodyTook({ label, status }: ReturnedCaller): string {
  const why = whatHappened[status](label);
  return `The caller waited on hold and is back with you: ${why}. Do not greet them again. In one or two short sentences, in the language of the conversation, say that ${why}, and offer to take a message or to help in another way. Say nothing else.`;
}

/** For the conversation itself, so that the model knows it later too. */
export function returnedNote({ label, status }: ReturnedCaller): string {
  return `The caller was put on hold while ${label} was rung, and is back: ${whatHappened[status](label)}. Nobody has talked with them.`;
}

export const nobodyWasRung =
  'The caller spoke before anybody was rung, so nobody is being rung. Answer what they said. If they still want to be connected, use transfer_call again.';
