import { z } from 'zod';
import { ownToolNames } from '@/lib/contracts/connections';
import { type Item, wordsOf } from '../model/conversation';
import type { Reply } from '../model/response';
import type { FunctionTool } from '../model/session-config';
import type { Dialogue } from './dialogue';
import { termsOf } from './words';

type Scene = { dialogue: Dialogue; items: Item[]; tools: FunctionTool[] };

const goAhead = 'Shall I go ahead?';
const yes = /\b(yes|yeah|yep|sure|please do|ok(ay)?|of course|go ahead)\b|^\W*please\W*$/i;
const maxSpoken = 300;
const parametersSchema = z
  .object({
    properties: z.record(z.string(), z.object({ type: z.string().optional(), enum: z.array(z.unknown()).optional() })),
    required: z.array(z.string()).default([]),
  })
  .catch({ properties: {}, required: [] });
const outputSchema = z
  .object({ answer: z.unknown().optional(), done: z.boolean().optional() })
  .catch({ answer: undefined });

/** A tool of the business's own is used when the caller's words are those of its description, and it can be filled in. */
export function answerSystem({ dialogue, items, tools }: Scene): Reply | undefined {
  const systems = tools.filter(({ name }) => !ownToolNames.includes(name));
  if (systems.some(({ name }) => name === dialogue.toolOutput?.tool)) return tell(dialogue.toolOutput?.output ?? '');
  const waiting = questionBefore(items);
  const words = waiting && yes.test(dialogue.words) ? waiting : dialogue.words;

  const nearest = systems.toSorted((one, other) => sharedTerms(other, words) - sharedTerms(one, words));
  for (const tool of nearest) {
    const filled = isAbout(tool, words) ? filledIn(tool, words) : undefined;
    if (!filled) continue;
    if (!('caller_confirmed' in filled)) return use(tool, filled);
    if (words === waiting) return use(tool, { ...filled, caller_confirmed: true });
    return { say: `I can do that for you. ${goAhead}`, calls: [] };
  }
  return undefined;
}

function use({ name }: FunctionTool, input: Record<string, unknown>): Reply {
  return { say: 'One moment, I am looking into that.', calls: [{ name, arguments: input }] };
}

/** What the caller wanted when we asked whether to go ahead. */
function questionBefore(items: Item[]): string | undefined {
  const at = items.findLastIndex((item) => item.type === 'message' && item.role === 'assistant');
  const last = items[at];
  if (!last || !wordsOf(last).includes(goAhead)) return undefined;
  const wish = items.slice(0, at).findLast((item) => item.type === 'message' && item.role === 'user');
  return wish && wordsOf(wish);
}

function sharedTerms({ name, description }: FunctionTool, words: string): number {
  const own = new Set(termsOf(`${name.replaceAll('_', ' ')} ${String(description ?? '').split('. ')[0]}`));
  return termsOf(words).filter((term) => own.has(term)).length;
}

function isAbout(tool: FunctionTool, words: string): boolean {
  const shared = sharedTerms(tool, words);
  return shared >= 2 || (shared === 1 && /\d/.test(words));
}

function filledIn(tool: FunctionTool, words: string): Record<string, unknown> | undefined {
  const { properties, required } = parametersSchema.parse(tool.parameters ?? {});
  const [token] = /\b[A-Za-z]{0,6}-?\d[\w-]*\b/.exec(words) ?? [];
  const values = Object.entries(properties).map(([field, { type, enum: choices }]) => {
    if (field === 'caller_confirmed') return [field, false];
    if (choices) return [field, choices.find((one) => words.toLowerCase().includes(String(one).toLowerCase()))];
    if (type === 'number') return [field, token && /\d+/.test(token) ? Number(/\d+/.exec(token)?.[0]) : undefined];
    return [field, type === 'boolean' ? yes.test(words) : token];
  });
  const filled = Object.fromEntries(values.filter(([, value]) => value !== undefined));
  return required.every((field) => field in filled) ? filled : undefined;
}

function tell(output: string): Reply {
  const { answer, done } = outputSchema.parse(parsed(output));
  if (done) return { say: 'That is done. Is there anything else I can help you with?', calls: [] };
  if (answer === undefined) {
    return { say: 'I am sorry, that did not work. Is there anything else I can do for you?', calls: [] };
  }
  return { say: `Here is what I found. ${spoken(answer)}`, calls: [] };
}

/** Read out, not understood. */
function spoken(answer: unknown): string {
  const text = typeof answer === 'object' && answer !== null ? leavesOf(answer).join('. ') : String(answer);
  return `${text.slice(0, maxSpoken)}.`;
}

function leavesOf(value: unknown, name = ''): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [`${name.split('.').at(-1)?.replaceAll('_', ' ')}: ${value}`];
  return Object.entries(value).flatMap(([inner, one]) => leavesOf(one, Array.isArray(value) ? name : inner));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
