import type { Memory } from '@/lib/contracts/memory';
import type { CallSummaryContent } from '@/lib/contracts/summary';
import { shorten } from './said';

export type FollowUp = { title: string; detail: string; urgent: boolean };

/** What a person has to do that no message says already; null where there is nothing. */
export function followUpOf({ title, youShould, urgency }: CallSummaryContent, messagesTaken: number): FollowUp | null {
  const [first, ...more] = youShould;
  if (!first || messagesTaken > 0) return null;
  return { title: shorten(first, 200), detail: more.join('\n') || title, urgent: urgency === 'high' };
}

export function nameOf({ facts }: CallSummaryContent, messages: readonly { callerName: string }[]): string {
  return (messages.at(-1)?.callerName ?? facts.findLast(({ kind }) => kind === 'name')?.value ?? '').slice(0, 120);
}

/** What is kept of the caller for the next time. */
export function memoriesOf({ title, wePromised }: CallSummaryContent, said: readonly string[]): Memory[] {
  const reasons = title ? [title] : [];
  return [
    ...reasons.map((text): Memory => ({ kind: 'reason', text: shorten(text, 200) })),
    ...wePromised.slice(0, 3).map((text): Memory => ({ kind: 'promise', text: shorten(text, 200) })),
    ...preferencesIn(said.join(' ')).map((text): Memory => ({ kind: 'preference', text })),
  ];
}

/**
 * Preferences become words of our own: what a caller says ends up in the instructions of their next call, and whoever
 * shows their number would be telling the agent what to do.
 */
const known: [RegExp, string][] = [
  [/\b(?:prefer|better|best|only|rather)\b[^.?!]{0,40}\bmornings?\b/i, 'Prefers mornings'],
  [/\b(?:prefer|better|best|only|rather)\b[^.?!]{0,40}\bafternoons?\b/i, 'Prefers afternoons'],
  [/\b(?:prefer|better|best|only|rather)\b[^.?!]{0,40}\bevenings?\b/i, 'Prefers evenings'],
  [/\b(?:prefer|rather|please)\b[^.?!]{0,30}\b(?:text|sms)\b/i, 'Prefers text messages'],
  [/\b(?:prefer|rather|please)\b[^.?!]{0,30}\be-?mail\b/i, 'Prefers e-mail'],
  [/\b(?:speak|talk|go)\b[^.?!]{0,20}\bslow(?:er|ly)\b/i, 'Likes to be spoken to slowly'],
  [/\b(?:speak|talk)\b[^.?!]{0,20}\b(?:up|louder)\b/i, 'Hears badly: speak clearly'],
];

export function preferencesIn(said: string): string[] {
  return known.flatMap(([pattern, text]) => (pattern.test(said) ? [text] : []));
}
