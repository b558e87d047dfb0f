import type { Reply } from '../model/response';
import type { FunctionTool } from '../model/session-config';
import { argumentsFor } from './tool-arguments';

const wantsText =
  /\b(text|sms)\s+(it|that|this|me|us|the|your|my)\b|\b(send|get)\b.{0,30}\b(text|sms|text message)\b|\b(as|by|in) (a )?text\b/i;
const offered = /shall I text (it|that) to you/i;

export function wantsItAsText(words: string): boolean {
  return wantsText.test(words) && !offered.test(words);
}

/** Picks the text whose name shares a word with the wish; the first one where none does. */
export function sendText(tool: FunctionTool | undefined, wish: string, otherwise: string): Reply {
  if (!tool) return { say: otherwise, calls: [] };
  return {
    say: 'One moment, I will text it to you.',
    calls: [{ name: tool.name, arguments: argumentsFor(tool, { wish }) }],
  };
}

/** What came of it, from the tool's own words. */
export function afterText(output: string): string {
  if (!output.includes('"error"')) return 'I have sent it as a text to the number you are calling from.';
  const why = /No text was sent: ([^".]+)\./.exec(output)?.[1];
  return `I am sorry, I could not text it to you${why ? `: ${why.replace('the caller hides their', 'you hide your').replace('the caller is', 'you are').replace('the caller has', 'you have')}` : ''}.`;
}
