import type { ResponseEnd, VoiceModelEvent } from '../ports/voice-model';
import type { ModelEvent } from './model-events';

type WireResponse = Extract<ModelEvent, { type: 'response.done' }>['response'];
type OutputItemDone = Extract<ModelEvent, { type: 'response.output_item.done' }>;

const longestAgoMs = 5000;

/** The provider's words in ours. `heardMs`: how much sound it was given so far; its places in that sound are told by it. */
export function toVoiceEvents(event: ModelEvent, heardMs: number): VoiceModelEvent[] {
  switch (event.type) {
    case 'response.created': {
      const { id, metadata } = event.response;
      return [{ type: 'response_started', responseId: id, requestId: metadata?.request_id ?? null }];
    }
    case 'response.done':
      return [{ type: 'response_ended', responseId: event.response.id, ...endOf(event.response) }];
    case 'response.output_item.added': {
      const { response_id: responseId, item } = event;
      return item.type === 'message' ? [{ type: 'message_started', responseId, itemId: item.id }] : [];
    }
    case 'response.output_item.done':
      return toolCallOf(event);
    case 'response.output_audio.done':
      return [{ type: 'audio_done', responseId: event.response_id, itemId: event.item_id }];
    case 'response.output_audio_transcript.delta':
      return [{ type: 'agent_words', responseId: event.response_id, itemId: event.item_id, delta: event.delta }];
    case 'response.output_audio_transcript.done':
      return [
        { type: 'agent_words_done', responseId: event.response_id, itemId: event.item_id, text: event.transcript },
      ];
    case 'response.output_text.delta':
      return [{ type: 'text_instead_of_audio', responseId: event.response_id, itemId: event.item_id }];
    default:
      return callerEvents(event, heardMs);
  }
}

function callerEvents(event: ModelEvent, heardMs: number): VoiceModelEvent[] {
  switch (event.type) {
    case 'input_audio_buffer.speech_started':
      return [{ type: 'caller_started', itemId: event.item_id, ...agoOf(event.audio_start_ms, heardMs) }];
    case 'input_audio_buffer.speech_stopped':
      return [{ type: 'caller_stopped', itemId: event.item_id, ...agoOf(event.audio_end_ms, heardMs) }];
    case 'input_audio_buffer.committed':
      return [{ type: 'caller_committed', itemId: event.item_id }];
    case 'conversation.item.input_audio_transcription.delta':
      return event.delta ? [{ type: 'caller_words', itemId: event.item_id, delta: event.delta }] : [];
    case 'conversation.item.input_audio_transcription.completed': {
      const { item_id: itemId, transcript: text, usage } = event;
      return [{ type: 'caller_words_done', itemId, text, usage: usage ?? null }];
    }
    case 'conversation.item.input_audio_transcription.failed':
      return [{ type: 'caller_words_failed', itemId: event.item_id }];
    default:
      return [];
  }
}

/** A place that cannot be is no place: what we gave it and what it counts have come apart. */
function agoOf(atMs: number | null | undefined, heardMs: number): { agoMs?: number } {
  const agoMs = Math.round(heardMs - (atMs ?? Number.NaN));
  return agoMs >= 0 && agoMs <= longestAgoMs ? { agoMs } : {};
}

/** An interrupted call has arguments too, but half of them: only a completed item counts. */
function toolCallOf({ response_id: responseId, item }: OutputItemDone): VoiceModelEvent[] {
  if (item.type !== 'function_call' || item.status !== 'completed') return [];
  const { id: itemId, call_id: toolCallId, name, arguments: argumentsJson } = item;
  return [{ type: 'tool_called', responseId, itemId, toolCallId, name, argumentsJson }];
}

function endOf({ status, status_details: details, usage }: WireResponse): ResponseEnd {
  const known = status === 'cancelled' || status === 'failed' || status === 'incomplete' ? status : 'completed';
  const reason = details?.error?.code ?? details?.error?.type ?? details?.reason ?? null;
  return { status: known, reason, usage: usage ?? null };
}
