import type { Speaker } from '@/lib/contracts/call';

/** What is known of a call when it is summed up. The words have been made visible already. */
export type SaidTurn = { sequence: number; speaker: Speaker; text: string; startedMs: number; endedMs: number };
export type SaidMessage = { callerName: string; callbackNumber: string | null; message: string; urgent: boolean };
export type SaidCall = { endReason: string | null; turns: SaidTurn[]; messages: SaidMessage[] };

export type Sentence = { text: string; turn: SaidTurn; offset: number };

/** Speech that nobody could make out stands in brackets. */
const unintelligible = /^\[[^\]]*\]$/;

export function sentencesOf(turns: readonly SaidTurn[], speaker: Speaker): Sentence[] {
  return turns.filter((turn) => turn.speaker === speaker && !unintelligible.test(turn.text.trim())).flatMap(split);
}

function split(turn: SaidTurn): Sentence[] {
  return [...turn.text.matchAll(/[^.!?]+(?:[.!?](?=\S)[^.!?]+)*[.!?]*/g)].flatMap(({ 0: text, index }) =>
    text.trim() ? [{ text: text.trim(), turn, offset: index + text.length - text.trimStart().length }] : [],
  );
}

/** The millisecond of the call at which a place in a turn was spoken, as if every letter took as long. */
export function momentOf({ startedMs, endedMs, text }: SaidTurn, offset: number): number {
  const share = text.length === 0 ? 0 : Math.min(1, Math.max(0, offset / text.length));
  return Math.round(startedMs + (Math.max(startedMs, endedMs) - startedMs) * share);
}

/** No longer than that, cut between words. */
export function shorten(text: string, most: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  const cut = line.slice(0, most - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.–—-]+$/, '')}…`;
}
