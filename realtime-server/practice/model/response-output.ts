import type { Manner, Spoken } from '../speech/speech';
import type { FunctionCallItem, Held, Item, MessageItem } from './conversation';
import { newId } from './conversation';

export type Emit = (event: { type: string } & Record<string, unknown>) => void;

export type OutputDesk = {
  emit: Emit;
  responseId: string;
  /** False for an answer out of band, which stays out of the conversation. */
  inConversation: boolean;
  keep(held: Held): string | null;
};

type Place = { response_id: string; item_id: string; output_index: number; content_index: number };

function announce(desk: OutputDesk, held: Held, outputIndex: number): void {
  const { item } = held;
  desk.emit({ type: 'response.output_item.added', response_id: desk.responseId, output_index: outputIndex, item });
  if (!desk.inConversation) return;
  desk.emit({ type: 'conversation.item.added', previous_item_id: desk.keep(held), item });
}

function conclude(desk: OutputDesk, item: Item, outputIndex: number): void {
  desk.emit({ type: 'response.output_item.done', response_id: desk.responseId, output_index: outputIndex, item });
  if (desk.inConversation) desk.emit({ type: 'conversation.item.done', item });
}

export type OpenMessage = {
  held: Held;
  audio(bytes: Buffer, ms: number): void;
  words(text: string): void;
  /** Also the way out of a cut-off message: then it is incomplete, with what was made of it. */
  close(status: 'completed' | 'incomplete'): void;
};

export function openMessage(desk: OutputDesk, outputIndex: number, kind: 'audio' | 'text'): OpenMessage {
  const item: MessageItem = {
    id: newId('item'),
    object: 'realtime.item',
    type: 'message',
    status: 'in_progress',
    role: 'assistant',
    content: [],
  };
  const held: Held = { item, audioMs: 0, words: '' };
  const place: Place = { response_id: desk.responseId, item_id: item.id, output_index: outputIndex, content_index: 0 };
  const part = () => (kind === 'audio' ? { type: kind, transcript: held.words } : { type: kind, text: held.words });

  announce(desk, held, outputIndex);
  desk.emit({ type: 'response.content_part.added', ...place, part: part() });

  return {
    held,
    audio(bytes, ms) {
      held.audioMs += ms;
      desk.emit({ type: 'response.output_audio.delta', ...place, delta: bytes.toString('base64') });
    },
    words(text) {
      held.words += text;
      const type = kind === 'audio' ? 'response.output_audio_transcript.delta' : 'response.output_text.delta';
      desk.emit({ type, ...place, delta: text });
    },
    close(status) {
      item.status = status;
      item.content = [
        kind === 'audio' ? { type: 'output_audio', transcript: held.words } : { type: 'output_text', text: held.words },
      ];
      if (kind === 'audio') {
        desk.emit({ type: 'response.output_audio.done', ...place });
        desk.emit({ type: 'response.output_audio_transcript.done', ...place, transcript: held.words });
      } else {
        desk.emit({ type: 'response.output_text.done', ...place, text: held.words });
      }
      desk.emit({ type: 'response.content_part.done', ...place, part: part() });
      conclude(desk, item, outputIndex);
    },
  };
}

export function emitFunctionCall(desk: OutputDesk, outputIndex: number, name: string, args: string): Held {
  const item: FunctionCallItem = {
    id: newId('item'),
    object: 'realtime.item',
    type: 'function_call',
    status: 'in_progress',
    name,
    call_id: newId('call'),
    arguments: '',
  };
  const held: Held = { item, audioMs: 0, words: '' };
  announce(desk, held, outputIndex);

  const place = { response_id: desk.responseId, item_id: item.id, output_index: outputIndex, call_id: item.call_id };
  for (let at = 0; at < args.length; at += 24) {
    desk.emit({ type: 'response.function_call_arguments.delta', ...place, delta: args.slice(at, at + 24) });
  }
  desk.emit({ type: 'response.function_call_arguments.done', ...place, name, arguments: args });

  item.arguments = args;
  item.status = 'completed';
  conclude(desk, item, outputIndex);
  return held;
}

export type Mouth = { say(text: string, manner: Manner): Promise<Spoken> };
