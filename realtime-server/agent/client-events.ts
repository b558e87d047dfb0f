import type { RealtimeClientEvent, RealtimeSessionCreateRequest } from 'openai/resources/realtime/realtime';
import type { Parts } from '@/lib/websocket/text-frame';
import type { Payload } from '../ports/carrier';
import type { ConversationItem, ResponseRequest } from '../ports/voice-model';

/** Every command of ours, in the provider's own types: what it renames does not compile. */
type ClientEvent<Type extends RealtimeClientEvent['type']> = Extract<RealtimeClientEvent, { type: Type }>;

export function sessionUpdate(eventId: string, session: RealtimeSessionCreateRequest): ClientEvent<'session.update'> {
  return { type: 'session.update', event_id: eventId, session };
}

const appendHead = Buffer.from('{"type":"input_audio_buffer.append","audio":"');
const appendTail = Buffer.from('"}');

/** By hand: base64 needs no escaping, and this is most of what we send. It has no id: nothing ever answers it. */
export function audioAppend(payload: Payload): Parts {
  return { head: appendHead, middle: payload, tail: appendTail };
}

export function audioClear(eventId: string): ClientEvent<'input_audio_buffer.clear'> {
  return { type: 'input_audio_buffer.clear', event_id: eventId };
}

export function itemCreate(eventId: string, item: ConversationItem): ClientEvent<'conversation.item.create'> {
  const head = { type: 'conversation.item.create', event_id: eventId } as const;
  if (item.role === 'tool') {
    const output = { type: 'function_call_output', call_id: item.toolCallId, output: item.output } as const;
    return { ...head, item: { id: item.itemId, ...output } };
  }
  if (item.role === 'tool_call') {
    const { itemId: id, toolCallId: call_id, name, argumentsJson } = item;
    return { ...head, item: { id, type: 'function_call', call_id, name, arguments: argumentsJson } };
  }
  const place = item.first ? { previous_item_id: 'root' } : {};
  return { ...head, ...place, item: messageItem(item.itemId, item.role, item.text) };
}

function messageItem(
  id: string,
  role: 'caller' | 'agent' | 'system',
  text: string,
): ClientEvent<'conversation.item.create'>['item'] {
  if (role === 'agent') return { id, type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] };
  if (role === 'system') return { id, type: 'message', role, content: [{ type: 'input_text', text }] };
  return { id, type: 'message', role: 'user', content: [{ type: 'input_text', text }] };
}

export function itemDelete(eventId: string, itemId: string): ClientEvent<'conversation.item.delete'> {
  return { type: 'conversation.item.delete', event_id: eventId, item_id: itemId };
}

export function itemTruncate(
  eventId: string,
  itemId: string,
  heardMs: number,
): ClientEvent<'conversation.item.truncate'> {
  return {
    type: 'conversation.item.truncate',
    event_id: eventId,
    item_id: itemId,
    content_index: 0,
    audio_end_ms: Math.max(0, Math.floor(heardMs)),
  };
}

/** The request's id is the event's, and travels as metadata too, so that success and refusal both name it. */
export function responseCreate(request: ResponseRequest): ClientEvent<'response.create'> {
  return {
    type: 'response.create',
    event_id: request.requestId,
    response: {
      output_modalities: ['audio'],
      metadata: { request_id: request.requestId },
      ...(request.instructions === undefined ? {} : { instructions: request.instructions }),
      ...(request.mayUseTools === false ? { tool_choice: 'none' as const } : {}),
      ...(request.withoutHistory ? { input: [] } : {}),
    },
  };
}

export function responseCancel(eventId: string, responseId: string): ClientEvent<'response.cancel'> {
  return { type: 'response.cancel', event_id: eventId, response_id: responseId };
}
