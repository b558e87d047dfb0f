import type { CallSummaryContent, Sentiment, SummaryOutcome, Urgency } from '@/lib/contracts/summary';
import { findFacts } from './facts';
import { type SaidCall, type SaidMessage, type Sentence, sentencesOf, shorten } from './said';

const greeting = /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|yes|yeah|um|uh|so|okay|ok|sorry)[\s,.!–-]+)+/i;
const wish =
  /\?$|\b(?:i['’]d like|i would like|i want|i need|we need|i['’]m calling|i am calling|can you|could you|can i|could i|do you|are you|is there|looking for|wondering|book|cancel|reschedule|appointment|quote|problem|broken|leak|hurts?|pain)\b/i;
const promise =
  /\b(?:i['’]ll|we['’]ll|i will|we will|somebody will|someone will|they will|will (?:call|ring|phone)|(?:calls|rings|phones) you|i have (?:noted|booked|passed)|i['’]ve (?:noted|booked|passed))\b/i;
const offer = /\b(?:how can i|would you like|i['’]ll be here|i will be here|will be glad|happy to)\b/i;
const unknown =
  /\b(?:i (?:do not|don['’]t) (?:know|have)|i am not sure|i['’]m not sure|i (?:cannot|can['’]t|could not) (?:say|tell|find)|no information)\b/i;
const callBack = /\b(?:call|ring|phone) (?:me|us) back\b|\bgive me a (?:call|ring)\b/i;
const pressing =
  /\b(?:emergency|urgent(?:ly)?|right now|right away|asap|immediately|flood(?:ing|ed)?|burst|gas|bleeding|severe|unbearable|swelling|swollen|knocked out)\b/i;
const pleased = /\b(?:great|perfect|lovely|wonderful|brilliant|appreciate|thank goodness)\b/gi;
const displeased =
  /\b(?:angry|terrible|awful|unacceptable|ridiculous|useless|complain(?:t|ing)?|disappointed|rude|worst|fed up|never again)\b/gi;
const broken = new Set(['carrier_lost', 'ai_unavailable', 'server_stopped', 'error', 'max_duration']);

/** A summary without a model: what was said, picked out by plain rules, and nothing that was not said. */
export function summarizeByRule(call: SaidCall): CallSummaryContent {
  const { turns, messages } = call;
  const asked = sentencesOf(turns, 'caller');
  const answered = sentencesOf(turns, 'agent');
  const wants = wantsOf(asked);
  const youShould = todoOf(messages, asked, answered);
  const said = asked.map(({ text }) => text).join(' ');

  return {
    title: titleOf(messages, wants),
    summary: summaryOf(call, wants),
    theyWant: wants.map((text) => shorten(text, 200)),
    wePromised: promisesOf(answered),
    youShould,
    outcome: outcomeOf(call, asked.length, youShould.length),
    sentiment: sentimentOf(said),
    urgency: urgencyOf(messages, said),
    facts: findFacts(turns),
  };
}

function wantsOf(asked: readonly Sentence[]): string[] {
  const plain = asked
    .map(({ text }) => capitalized(text.replace(greeting, '')))
    .filter((text) => /\w+\W+\w+/.test(text));
  const wished = plain.filter((text) => wish.test(text));
  return [...new Set(wished.length > 0 ? wished : plain.slice(0, 1))].slice(0, 3);
}

function titleOf([message]: readonly SaidMessage[], [want = '']: readonly string[]): string {
  const [first = ''] = (message?.message ?? want).split(/(?<=[.!?])\s/);
  return shorten(capitalized(first.replace(greeting, '')).replace(/\.$/, ''), 80);
}

function summaryOf({ messages, endReason }: SaidCall, wants: readonly string[]): string {
  const who = messages[0]?.callerName ?? 'The caller';
  const sentences = wants.length > 0 ? [`${who} said: “${shorten(wants.join(' '), 400)}”`] : [];
  if (messages.length > 0)
    sentences.push(messages.length === 1 ? 'A message was taken.' : `${messages.length} messages were taken.`);
  if (wants.length === 0 && messages.length === 0) sentences.push('The caller said nothing that could be made out.');
  if (endReason && broken.has(endReason)) sentences.push('The call broke off before it was over.');
  return sentences.join(' ');
}

function promisesOf(answered: readonly Sentence[]): string[] {
  const kept = answered
    .map(({ text }) => text)
    .filter((text) => promise.test(text) && !offer.test(text) && !text.endsWith('?'));
  return [...new Set(kept)].slice(0, 4).map((text) => shorten(text, 200));
}

function todoOf(messages: readonly SaidMessage[], asked: readonly Sentence[], answered: readonly Sentence[]): string[] {
  const calls = messages.map(({ callerName, callbackNumber, message }) => {
    const what = callbackNumber ? `Call ${callerName} back on ${callbackNumber}` : `Get back to ${callerName}`;
    return shorten(`${what}: ${message}`, 280);
  });
  const open = answered
    .filter(({ text }) => unknown.test(text))
    .flatMap(({ turn }) => {
      const question = questionBefore(asked, turn.sequence);
      return question ? [shorten(`Answer what we could not: “${question}”`, 280)] : [];
    });
  const left =
    messages.length === 0 && asked.some(({ text }) => callBack.test(text)) ? ['Call back, as they asked.'] : [];
  return [...new Set([...calls, ...open, ...left])].slice(0, 5);
}

/** Of the last words before an answer, those that asked for something. */
function questionBefore(asked: readonly Sentence[], sequence: number): string | undefined {
  const last = asked.findLast(({ turn }) => turn.sequence < sequence)?.turn.sequence;
  const said = asked.filter(({ turn }) => turn.sequence === last).map(({ text }) => text);
  return said.find((text) => wish.test(text)) ?? said.at(-1);
}

function outcomeOf({ endReason }: SaidCall, asked: number, todo: number): SummaryOutcome {
  if (todo > 0) return 'needs_you';
  return asked === 0 || (endReason && broken.has(endReason)) ? 'unfinished' : 'resolved';
}

function sentimentOf(said: string): Sentiment {
  const balance = (said.match(pleased)?.length ?? 0) - 2 * (said.match(displeased)?.length ?? 0);
  if (balance === 0) return 'neutral';
  return balance > 0 ? 'positive' : 'negative';
}

function urgencyOf(messages: readonly SaidMessage[], said: string): Urgency {
  if (messages.some(({ urgent }) => urgent) || pressing.test(said)) return 'high';
  return messages.length > 0 ? 'normal' : 'low';
}

function capitalized(text: string): string {
  const line = text.trim();
  return line.charAt(0).toUpperCase() + line.slice(1);
}
