import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeAudioCutter, readAudioDelta } from '@/realtime-server/agent/audio-delta';
import { readModelEvent } from '@/realtime-server/agent/model-events';
import { isFinalFailure, lossOfError, troubleOfError } from '@/realtime-server/agent/model-trouble';
import { toVoiceEvents } from '@/realtime-server/agent/voice-events';
import type { VoiceModelEvent } from '@/realtime-server/ports/voice-model';
import { announce, runs, seed } from './fuzz-runs';
import { anyFrame } from './mutants';

const place = { response_id: 'resp_1', item_id: 'item_1', output_index: 0, content_index: 0 };
const response = {
  object: 'realtime.response',
  id: 'resp_1',
  status: 'failed',
  status_details: { type: 'failed', error: { type: 'server_error', code: 'rate_limit_exceeded' } },
  output: [],
  usage: { total_tokens: 3, input_tokens: 2, output_tokens: 1 },
  metadata: { request_id: 'foyer_ask_1' },
};
const audio = {
  input: {
    format: { type: 'audio/pcmu' },
    turn_detection: { type: 'server_vad', threshold: 0.5, create_response: true, interrupt_response: true },
  },
  output: { format: { type: 'audio/pcmu' }, voice: 'marin' },
};
const delta = { type: 'response.output_audio.delta', event_id: 'event_1', ...place, delta: '/////w==' };
const events = [
  { type: 'session.created', event_id: 'event_1', session: { type: 'realtime', audio } },
  { type: 'session.updated', event_id: 'event_1', session: { type: 'realtime', expires_at: 1, audio } },
  { type: 'input_audio_buffer.speech_started', event_id: 'event_1', audio_start_ms: 20, item_id: 'item_1' },
  { type: 'input_audio_buffer.speech_stopped', event_id: 'event_1', audio_end_ms: 900, item_id: 'item_1' },
  { type: 'input_audio_buffer.committed', event_id: 'event_1', item_id: 'item_1', previous_item_id: null },
  {
    type: 'conversation.item.input_audio_transcription.completed',
    item_id: 'item_1',
    content_index: 0,
    transcript: 'Hi',
  },
  { type: 'response.created', event_id: 'event_1', response: { ...response, status: 'in_progress' } },
  { type: 'response.done', event_id: 'event_1', response },
  { type: 'response.output_item.added', ...place, item: { id: 'item_1', type: 'message', role: 'assistant' } },
  {
    type: 'response.output_item.done',
    ...place,
    item: {
      id: 'item_1',
      type: 'function_call',
      status: 'completed',
      call_id: 'call_1',
      name: 'end_call',
      arguments: '{}',
    },
  },
  { type: 'response.output_audio_transcript.delta', ...place, delta: 'We are' },
  { type: 'response.output_text.delta', ...place, delta: 'We are' },
  {
    type: 'error',
    event_id: 'event_1',
    error: { type: 'x', code: 'session_expired', message: 'Over', param: null, event_id: 'e' },
  },
  { type: 'rate_limits.updated', rate_limits: [{ name: 'tokens', limit: 1, remaining: 0, reset_seconds: 1 }] },
  delta,
];
const known: Record<VoiceModelEvent['type'], true> = {
  ...{ ready: true, response_started: true, message_started: true, audio: true, audio_done: true, agent_words: true },
  ...{ agent_words_done: true, text_instead_of_audio: true, tool_called: true, response_ended: true },
  ...{ caller_started: true, caller_stopped: true, caller_committed: true, caller_words: true },
  ...{ caller_words_done: true, caller_words_failed: true, trouble: true, closed: true },
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

it('reads any event of a voice model, or leaves it: it never throws, and gives only events of ours that are whole', () => {
  announce('model events');
  fc.assert(
    fc.property(anyFrame(...events), (text) => {
      const raw = parsed(text);
      const bytes = Buffer.from(text);
      const sound = makeAudioCutter()(bytes, 0, bytes.length) ?? readAudioDelta(raw);
      const read = readModelEvent(raw);
      expect(Object.prototype).not.toHaveProperty('polluted');
      if (sound) expect(sound.responseId && sound.itemId).toBeTruthy();
      if (read.kind !== 'event') return;

      const { event } = read;
      if (event.type === 'error') {
        const loss = lossOfError(event.error);
        expect(loss === null || isFinalFailure(loss.code) || loss.kind === 'expired').toBe(true);
        expect(troubleOfError(event.error).kind).toEqual(expect.any(String));
      }
      for (const given of toVoiceEvents(event, 500)) {
        expect(known[given.type]).toBe(true);
        if (given.type === 'tool_called') expect(given.toolCallId).not.toBe('');
        if ('agoMs' in given) expect(given.agoMs === undefined || Number(given.agoMs) >= 0).toBe(true);
      }
    }),
    { numRuns: runs, seed },
  );
}, 600_000);

it('cuts sound out of a frame exactly as reading all of it would, whatever stands around it, and cuts nothing else', () => {
  announce('sound by position');
  const words = fc.string({ unit: 'binary', maxLength: 12 });
  const payload = fc.uint8Array({ minLength: 1, maxLength: 48 }).map((bytes) => Buffer.from(bytes).toString('base64'));
  const fields = fc
    .record({
      type: fc.constantFrom('response.output_audio.delta', 'response.output_audio.delta', 'response.done', 'error'),
      response_id: words,
      item_id: words,
      delta: fc.oneof(payload, words),
      event_id: fc.oneof(words, fc.constant('response.output_audio.delta')),
      message: fc.oneof(words, fc.constant('"type":"response.output_audio.delta","delta":"AAAA"')),
    })
    .chain((event) => fc.shuffledSubarray(Object.entries(event), { minLength: 6 }));
  fc.assert(
    fc.property(fields, words, payload, words, fc.boolean(), (entries, eventId, delta, itemId, spaced) => {
      const cut = makeAudioCutter();
      const event = Object.fromEntries(entries);
      // The first of an item is read whole; those after it are compared with it.
      for (const next of [event, { ...event, event_id: eventId, delta }, { ...event, item_id: itemId, delta }, event]) {
        const text = spaced ? JSON.stringify(next, null, 1).replaceAll('\n', '') : JSON.stringify(next);
        const bytes = Buffer.from(`##${text}##`);
        const sound = cut(bytes, 2, bytes.length - 2);
        if (sound) expect(sound).toEqual(readAudioDelta(JSON.parse(text)));
      }
    }),
    { numRuns: runs, seed },
  );
}, 600_000);
