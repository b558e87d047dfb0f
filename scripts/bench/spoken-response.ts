import { asciiJson } from './wire';

export type Speak = (text: string) => void;

/** One answer of the scripted model, as GA Realtime tells it: each event in its place. */
export type SpokenResponse = {
  readonly responseId: string;
  readonly itemId: string;
  generatedMs(): number;
  audio(payload: string, lengthMs: number): void;
  words(delta: string): void;
  end(status: 'completed' | 'cancelled'): void;
};

let count = 0;
const nextId = (prefix: string) => {
  count += 1;
  return `${prefix}_bench${String(count).padStart(10, '0')}`;
};

export function event(type: string, fields: Record<string, unknown>): string {
  return asciiJson({ type, event_id: nextId('event'), ...fields });
}

const usage = {
  total_tokens: 1_480,
  input_tokens: 1_320,
  output_tokens: 160,
  input_token_details: { text_tokens: 1_100, audio_tokens: 220, cached_tokens: 1_024 },
  output_token_details: { text_tokens: 40, audio_tokens: 120 },
};

export function startResponse(speak: Speak, metadata: Record<string, string> | null): SpokenResponse {
  const responseId = nextId('resp');
  const itemId = nextId('item');
  const place = { response_id: responseId, item_id: itemId, output_index: 0, content_index: 0 };
  const item = { id: itemId, object: 'realtime.item', type: 'message', role: 'assistant' };
  const response = { id: responseId, object: 'realtime.response', metadata, conversation_id: 'conv_bench' };
  const deltaTail = `,"response_id":"${responseId}","item_id":"${itemId}","output_index":0,"content_index":0,"delta":"`;
  let generatedMs = 0;
  let said = '';

  speak(event('response.created', { response: { ...response, status: 'in_progress', output: [], usage: null } }));
  speak(
    event('response.output_item.added', {
      response_id: responseId,
      output_index: 0,
      item: { ...item, status: 'in_progress', content: [] },
    }),
  );
  speak(event('conversation.item.added', { previous_item_id: null, item }));
  speak(event('response.content_part.added', { ...place, part: { type: 'audio', transcript: '' } }));

  return {
    responseId,
    itemId,
    generatedMs: () => generatedMs,
    audio(payload, lengthMs) {
      generatedMs += lengthMs;
      speak(`{"type":"response.output_audio.delta","event_id":"${nextId('event')}"${deltaTail}${payload}"}`);
    },
    words(delta) {
      said += delta;
      speak(event('response.output_audio_transcript.delta', { ...place, delta }));
    },
    end(status) {
      const isWhole = status === 'completed';
      speak(event('response.output_audio.done', place));
      speak(event('response.output_audio_transcript.done', { ...place, transcript: said }));
      speak(event('response.content_part.done', { ...place, part: { type: 'audio', transcript: said } }));
      const done = { ...item, status: isWhole ? 'completed' : 'incomplete', content: [] };
      speak(event('response.output_item.done', { response_id: responseId, output_index: 0, item: done }));
      const details = isWhole ? null : { type: 'cancelled', reason: 'turn_detected' };
      speak(
        event('response.done', { response: { ...response, status, status_details: details, output: [done], usage } }),
      );
      speak(event('rate_limits.updated', { rate_limits: [{ name: 'tokens', limit: 400_000, remaining: 396_000 }] }));
    },
  };
}

/** A turn of the caller: what voice detection notices of it, and what is written down. */
export function callerTurn(speak: Speak) {
  const itemId = nextId('item');
  return {
    started: () => speak(event('input_audio_buffer.speech_started', { audio_start_ms: 0, item_id: itemId })),
    stopped(words: string) {
      speak(event('input_audio_buffer.speech_stopped', { audio_end_ms: 0, item_id: itemId }));
      speak(event('input_audio_buffer.committed', { item_id: itemId, previous_item_id: null }));
      speak(event('conversation.item.added', { item: { id: itemId, type: 'message', role: 'user' } }));
      const transcription = 'conversation.item.input_audio_transcription';
      const halves = [words.slice(0, words.length / 2), words.slice(words.length / 2)];
      for (const delta of halves) speak(event(`${transcription}.delta`, { item_id: itemId, content_index: 0, delta }));
      speak(
        event(`${transcription}.completed`, {
          ...{ item_id: itemId, content_index: 0, transcript: words },
          usage: { type: 'duration', seconds: 2 },
        }),
      );
    },
  };
}
