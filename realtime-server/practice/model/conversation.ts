import { randomBytes } from 'node:crypto';
import type { NewItem } from './client-event';
import { type ProtocolError, refusal } from './protocol-error';

type Content =
  | { type: 'input_text'; text: string }
  | { type: 'output_text'; text: string }
  | { type: 'input_audio'; transcript: string | null }
  | { type: 'output_audio'; transcript: string | null };

type Head = { id: string; object: 'realtime.item'; status: 'completed' | 'incomplete' | 'in_progress' };

export type MessageItem = Head & { type: 'message'; role: 'user' | 'assistant' | 'system'; content: Content[] };
export type FunctionCallItem = Head & { type: 'function_call'; name: string; call_id: string; arguments: string };
export type FunctionOutputItem = Head & { type: 'function_call_output'; call_id: string; output: string };
export type Item = MessageItem | FunctionCallItem | FunctionOutputItem;

/** What the wire never shows: how long the audio is, and what it meant for the dialogue. */
export type Held = { item: Item; audioMs: number; words: string };

export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('base64url').replace(/[-_]/g, 'x')}`;
}

/** The words of an item, whoever said them, as far as the model knows them. */
export function wordsOf(item: Item): string {
  if (item.type !== 'message') return item.type === 'function_call_output' ? item.output : '';
  return item.content.map((part) => ('text' in part ? part.text : (part.transcript ?? ''))).join(' ');
}

export function itemFrom(given: NewItem): Item {
  const head = { id: given.id ?? newId('item'), object: 'realtime.item', status: 'completed' } as const;
  if (given.type === 'function_call') {
    return {
      ...head,
      type: given.type,
      name: given.name,
      call_id: given.call_id ?? newId('call'),
      arguments: given.arguments,
    };
  }
  if (given.type === 'function_call_output') {
    return { ...head, type: given.type, call_id: given.call_id, output: given.output };
  }
  const content = given.content.map((part): Content => {
    return part.type === 'input_audio' ? { type: part.type, transcript: part.transcript ?? null } : part;
  });
  return { ...head, type: 'message', role: given.role, content };
}

export type Conversation = {
  items(): Item[];
  held(id: string): Held | undefined;
  lastId(): string | null;
  /** The id it now follows, or why not. */
  add(held: Held, after?: string | null): { previousId: string | null } | { error: ProtocolError };
  remove(id: string): ProtocolError | undefined;
  truncate(id: string, contentIndex: number, audioEndMs: number): ProtocolError | undefined;
};

export function makeConversation(): Conversation {
  const list: Held[] = [];
  const find = (id: string) => list.find(({ item }) => item.id === id);

  function add(held: Held, after?: string | null) {
    const { item } = held;
    if (find(item.id))
      return { error: refusal('item_already_exists', `Item with id '${item.id}' already exists.`, 'item.id') };
    if (item.type === 'function_call_output' && !hasCall(item.call_id)) {
      const message = `Tool call ID '${item.call_id}' not found in conversation.`;
      return { error: refusal('invalid_tool_call_id', message, 'item.call_id') };
    }
    const at = after === 'root' ? 0 : after ? list.findIndex((one) => one.item.id === after) + 1 : list.length;
    if (after && after !== 'root' && at === 0) {
      const message = `Previous item with id '${after}' does not exist.`;
      return { error: refusal('item_not_found', message, 'previous_item_id') };
    }
    list.splice(at, 0, held);
    return { previousId: list[at - 1]?.item.id ?? null };
  }

  function hasCall(callId: string): boolean {
    return list.some(({ item }) => item.type === 'function_call' && item.call_id === callId);
  }

  function remove(id: string) {
    const held = find(id);
    if (!held) return refusal('item_not_found', `Item with id '${id}' not found.`, 'item_id');
    list.splice(list.indexOf(held), 1);
    return undefined;
  }

  function truncate(id: string, contentIndex: number, audioEndMs: number) {
    const held = find(id);
    if (!held) return refusal('item_not_found', `Item with id '${id}' not found.`, 'item_id');
    const { item, audioMs } = held;
    const part = item.type === 'message' && item.role === 'assistant' ? item.content[contentIndex] : undefined;
    if (item.type !== 'message' || part?.type !== 'output_audio') {
      return refusal('unsupported_content_type', 'Only model output audio messages can be truncated.', 'item_id');
    }
    if (audioEndMs > audioMs) {
      return refusal(null, `Audio content of ${Math.floor(audioMs)}ms is already shorter than ${audioEndMs}ms`);
    }
    item.content[contentIndex] = { type: 'output_audio', transcript: null };
    held.audioMs = audioEndMs;
    return undefined;
  }

  return {
    items: () => list.map(({ item }) => item),
    held: find,
    lastId: () => list.at(-1)?.item.id ?? null,
    add,
    remove,
    truncate,
  };
}
