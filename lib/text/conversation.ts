import type { TextDirection, TextKeyword, TextStatus } from '@/lib/contracts/texting';

/** One text message, as people see it. */
export type ShownText = {
  id: string;
  callId: string | null;
  direction: TextDirection;
  /** The telephone at the other end. */
  number: string;
  body: string;
  /** What the text is called; empty for one that came in. */
  label: string;
  status: TextStatus;
  keyword: TextKeyword | null;
  problem: string;
  at: string;
};

export type Conversation = { number: string; last: ShownText; count: number; isOptedOut: boolean };

export const textViews = ['all', 'received', 'failed', 'stopped'] as const;
export type TextView = (typeof textViews)[number];
export type TextFilter = { view: TextView; search: string; number: string | null };

type Params = Record<string, string | string[] | undefined>;
const first = (value: string | string[] | undefined) => [value ?? ''].flat()[0] ?? '';

/** What the address asks for; whatever it says that is nothing, is nothing. */
export function readTextFilter(params: Params): TextFilter {
  const number = first(params.number).replace(/^ /, '+');
  return {
    view: textViews.find((known) => known === first(params.view)) ?? 'all',
    search: first(params.q).trim().slice(0, 40),
    number: /^[+A-Za-z0-9 -]{1,40}$/.test(number) ? number : null,
  };
}

/** The newest first; one line for each telephone. */
export function conversationsIn(texts: readonly ShownText[], optedOut: ReadonlySet<string>): Conversation[] {
  const byNumber = new Map<string, Conversation>();
  for (const text of texts) {
    const known = byNumber.get(text.number);
    if (known) known.count += 1;
    else {
      byNumber.set(text.number, {
        number: text.number,
        last: text,
        count: 1,
        isOptedOut: optedOut.has(text.number),
      });
    }
  }
  return [...byNumber.values()];
}
