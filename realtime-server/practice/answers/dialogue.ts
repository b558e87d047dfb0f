import { type Item, wordsOf } from '../model/conversation';

/** Sentences the model asks by; what it asked last decides how the next words are understood. */
export const asked = {
  offer: 'Shall I take a message, so that someone can call you back?',
  name: 'May I have your name, please?',
  message: 'What is the message?',
};

export type Pending = 'offer' | 'name' | 'message' | null;

export type Dialogue = {
  /** Everything the caller said since the agent last spoke. */
  words: string;
  pending: Pending;
  hasSpoken: boolean;
  callerName: string | undefined;
  /** The question that led to the offer, worth passing on. */
  subject: string | undefined;
  toolOutput: { tool: string; output: string } | undefined;
};

const isAgent = (item: Item) => item.type === 'message' && item.role === 'assistant';
const isCaller = (item: Item) => item.type === 'message' && item.role === 'user';

function pendingIn(words: string): Pending {
  if (words.includes(asked.message)) return 'message';
  if (words.includes(asked.name)) return 'name';
  return words.includes(asked.offer) ? 'offer' : null;
}

export function nameIn(words: string, isAnswer: boolean): string | undefined {
  const [, stated] = /\b(?:my name is|my name's)\s+([\p{L}'’ -]{2,40})/iu.exec(words) ?? [];
  const [, shown] =
    /\b(?:[Tt]his is|[Ii] am|I'm|[Ii]t's|[Ii]t is)\s+(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2})/u.exec(words) ?? [];
  const introduced = stated ?? shown;
  const bare =
    isAnswer && !words.includes('?')
      ? words.replace(/^\W*(yes|sure|ok(ay)?|it's|it is|i'm|i am|this is)\b\W*/i, '')
      : undefined;
  const found = (introduced ?? bare)?.split(/[,.;!]|\band\b|\bplease\b/i)[0]?.trim();
  if (!found || found.split(' ').length > 4) return undefined;
  return found.replace(/\b\p{Ll}/gu, (letter) => letter.toUpperCase());
}

function toolOutputIn(items: Item[]): Dialogue['toolOutput'] {
  const last = items.at(-1);
  if (last?.type !== 'function_call_output') return undefined;
  const call = items.find((item) => item.type === 'function_call' && item.call_id === last.call_id);
  return { tool: call?.type === 'function_call' ? call.name : '', output: last.output };
}

/** Where the agent last said all that it had to say: a note behind its words tells that they broke off. */
function lastWhole(items: Item[]): number {
  const last = items.findLastIndex(isAgent);
  const brokeOff = items.slice(last + 1).some((item) => item.type === 'message' && item.role === 'system');
  return brokeOff && last > 0 ? items.slice(0, last).findLastIndex(isAgent) : last;
}

/** The state of the talk, found again from the conversation each time, so that a replayed history carries it too. */
export function readDialogue(items: Item[]): Dialogue {
  const lastAgent = lastWhole(items);
  const dialogue: Dialogue = {
    words: items
      .slice(lastAgent + 1)
      .filter(isCaller)
      .map(wordsOf)
      .join(' ')
      .trim(),
    pending: lastAgent < 0 ? null : pendingIn(wordsOf(items[lastAgent] as Item)),
    hasSpoken: lastAgent >= 0,
    callerName: undefined,
    subject: undefined,
    toolOutput: toolOutputIn(items),
  };
  let question = '';
  let pending: Pending = null;
  for (const item of items) {
    const words = wordsOf(item);
    if (isAgent(item)) {
      pending = pendingIn(words);
      if (pending === 'offer' || (pending === 'name' && question.length > 20)) dialogue.subject = question;
    } else if (isCaller(item)) {
      dialogue.callerName = nameIn(words, pending === 'name') ?? dialogue.callerName;
      question = words;
    }
  }
  return dialogue;
}
