import type { PracticeClock } from '../clock';
import type { RememberedWords } from '../speech/remembered-words';
import type { Speech } from '../speech/speech';
import type { SpokenWords } from '../speech/spoken-words';
import type { ClientEvent } from './client-event';
import { type Item, itemFrom, makeConversation, newId } from './conversation';
import { makeInputAudio, type Utterance } from './input-audio';
import { type ProtocolError, readClientEvent, refusal } from './protocol-error';
import type { Emit } from './response-output';
import type { ScriptBook } from './script';
import { patched, type SessionConfig, type SessionPatch, startingConfig } from './session-config';
import type { SessionLog } from './session-log';
import { type Decide, makeResponseDesk } from './session-responses';

export type SessionDeps = {
  clock: PracticeClock;
  speech: Speech;
  spokenWords: SpokenWords;
  script: ScriptBook;
  decide: Decide;
  remember: RememberedWords['remember'];
};

export type Wire = { send(text: string): void; close(code: number, reason: string): void; cut(): void };
export type Session = { receive(text: string): void; close(code: number): void };

const longestSessionMs = 60 * 60 * 1000;
const mostAudioBytes = 15 * 1024 * 1024;
const leastCommitMs = 100;

/** One socket, one conversation. */
export function makeSession(model: string, wire: Wire, log: SessionLog, deps: SessionDeps): Session {
  const { clock, script, spokenWords } = deps;
  const conversation = makeConversation();
  const expiresAfterMs = script.current().expiresAfterMs ?? longestSessionMs;
  const expiresAt = Math.floor((Date.now() + expiresAfterMs) / 1000);
  let config: SessionConfig = startingConfig(model);
  let speechItemId = newId('item');
  let stopIdle = () => {};
  let open = true;

  const emit: Emit = (event) => {
    if (!open) return;
    log.sent(event.type);
    wire.send(JSON.stringify({ event_id: newId('event'), ...event }));
    dropIfScripted();
  };

  const emitError = (error: ProtocolError, eventId: string | null = null) =>
    emit({ type: 'error', error: { ...error, event_id: eventId } });

  const responses = makeResponseDesk({
    ...deps,
    emit,
    config: () => config,
    conversation,
    ended: (saidMs) => watchIdle(saidMs),
  });

  const input = makeInputAudio({
    speechStarted(startMs) {
      stopIdle();
      speechItemId = newId('item');
      emit({ type: 'input_audio_buffer.speech_started', audio_start_ms: startMs, item_id: speechItemId });
      if (config.audio.input.turn_detection?.interrupt_response) responses.cancel('turn_detected');
    },
    speechStopped(utterance) {
      emit({ type: 'input_audio_buffer.speech_stopped', audio_end_ms: utterance.endMs, item_id: speechItemId });
      commit(speechItemId, utterance);
      if (config.audio.input.turn_detection?.create_response && !responses.active()) responses.create(undefined);
    },
  });

  const expiry = clock.after(expiresAfterMs, () => {
    emitError(refusal('session_expired', 'Your session hit the maximum duration of 60 minutes.'));
    end(1001, 'session expired');
  });

  function effective(): Record<string, unknown> {
    return { type: 'realtime', object: 'realtime.session', id: log.record.id, expires_at: expiresAt, ...config };
  }

  function dropIfScripted(): void {
    const { drop } = script.current();
    if (!open || !drop || !log.reached(drop)) return;
    if (drop.abrupt) {
      close(1006);
      wire.cut();
    } else {
      end(drop.code, 'scripted drop');
    }
  }

  function end(code: number, reason: string): void {
    close(code);
    wire.close(code, reason);
  }

  function close(code: number): void {
    if (!open) return;
    open = false;
    log.record.closedWith = code;
    expiry();
    stopIdle();
    responses.close();
  }

  function watchIdle(saidMs: number): void {
    stopIdle();
    const detection = config.audio.input.turn_detection;
    if (detection?.type !== 'server_vad' || !detection.idle_timeout_ms || !open) return;
    stopIdle = clock.after(saidMs + detection.idle_timeout_ms, () => {
      const utterance = { ...input.take(), voicedMs: 0 };
      const itemId = newId('item');
      const { startMs, endMs } = utterance;
      const span = { audio_start_ms: startMs, audio_end_ms: endMs, item_id: itemId };
      emit({ type: 'input_audio_buffer.timeout_triggered', ...span });
      commit(itemId, utterance);
      responses.create(undefined);
    });
  }

  function transcriptOf({ bytes, format, voicedMs }: Utterance): string {
    const heard = format.type === 'audio/pcmu' ? spokenWords.recognise(bytes) : [];
    if (heard.length > 0) return heard.map(({ text }) => text).join(' ');
    return voicedMs > 0 ? `[speech, ${(voicedMs / 1000).toFixed(1)} s]` : '';
  }

  function commit(itemId: string, utterance: Utterance): void {
    const transcript = transcriptOf(utterance);
    const item: Item = {
      id: itemId,
      object: 'realtime.item',
      type: 'message',
      status: 'completed',
      role: 'user',
      content: [{ type: 'input_audio', transcript }],
    };
    const audioMs = utterance.endMs - utterance.startMs;
    const previousId = conversation.lastId();
    conversation.add({ item, audioMs, words: transcript });

    const unread = { ...item, content: [{ type: 'input_audio', transcript: null }] };
    emit({ type: 'input_audio_buffer.committed', previous_item_id: previousId, item_id: itemId });
    emit({ type: 'conversation.item.added', previous_item_id: previousId, item: unread });
    emit({ type: 'conversation.item.done', previous_item_id: previousId, item: unread });
    if (config.audio.input.transcription) clock.after(20, () => transcribe(itemId, transcript, audioMs));
  }

  function transcribe(itemId: string, transcript: string, audioMs: number): void {
    const place = { item_id: itemId, content_index: 0 };
    const usage = { type: 'duration', seconds: Math.max(0.1, Math.round(audioMs / 100) / 10) };
    if (transcript) emit({ type: 'conversation.item.input_audio_transcription.delta', ...place, delta: transcript });
    emit({ type: 'conversation.item.input_audio_transcription.completed', ...place, transcript, usage });
  }

  function update(patch: SessionPatch): ProtocolError | undefined {
    const voice = patch.audio?.output?.voice;
    if (script.current().refuseUpdate) return refusal('invalid_value', 'Scripted refusal.', 'session');
    if (patch.model !== undefined && patch.model !== config.model) {
      return refusal('invalid_value', 'The model of a session cannot be changed.', 'session.model');
    }
    if (voice && responses.hasSpoken() && JSON.stringify(voice) !== JSON.stringify(config.audio.output.voice)) {
      const message = 'Cannot update a conversation’s voice if assistant audio is present.';
      return refusal('cannot_update_voice', message, 'session.audio.output.voice');
    }
    config = patched(config, patch);
    input.configure(config.audio.input.format, config.audio.input.turn_detection);
    const confirm = () => emit({ type: 'session.updated', session: effective() });
    const { updateDelayMs } = script.current();
    if (updateDelayMs) clock.after(updateDelayMs, confirm);
    else confirm();
    return undefined;
  }

  function append(audio: string): ProtocolError | undefined {
    log.count('audio_appends');
    const bytes = Buffer.from(audio, 'base64');
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(audio) || bytes.length > mostAudioBytes) {
      return refusal('invalid_value', 'Invalid audio: expected base64 of at most 15 MiB.', 'audio');
    }
    input.append(bytes);
    return undefined;
  }

  function commitByHand(): ProtocolError | undefined {
    const ms = input.bufferedMs();
    if (ms < leastCommitMs) {
      const message = `Error committing input audio buffer: buffer too small. Expected at least 100ms of audio, but buffer only has ${ms.toFixed(2)}ms of audio.`;
      return refusal('input_audio_buffer_commit_empty', message);
    }
    commit(newId('item'), input.take());
    return undefined;
  }

  function createItem(event: Extract<ClientEvent, { type: 'conversation.item.create' }>): ProtocolError | undefined {
    const item = itemFrom(event.item);
    const added = conversation.add({ item, audioMs: 0, words: '' }, event.previous_item_id);
    if ('error' in added) return added.error;
    emit({ type: 'conversation.item.added', previous_item_id: added.previousId, item });
    emit({ type: 'conversation.item.done', previous_item_id: added.previousId, item });
    return undefined;
  }

  function obey(event: ClientEvent): ProtocolError | undefined {
    switch (event.type) {
      case 'session.update':
        return update(event.session);
      case 'input_audio_buffer.append':
        return append(event.audio);
      case 'input_audio_buffer.commit':
        return commitByHand();
      case 'input_audio_buffer.clear':
        input.clear();
        return void emit({ type: 'input_audio_buffer.cleared' });
      case 'conversation.item.create':
        return createItem(event);
      case 'conversation.item.truncate': {
        const { item_id, content_index, audio_end_ms } = event;
        if (script.current().refuseTruncation) {
          return refusal(null, `Audio content of 0ms is already shorter than ${audio_end_ms}ms`);
        }
        const error = conversation.truncate(item_id, content_index, audio_end_ms);
        if (!error) emit({ type: 'conversation.item.truncated', item_id, content_index, audio_end_ms });
        return error;
      }
      case 'conversation.item.delete': {
        const error = conversation.remove(event.item_id);
        if (!error) emit({ type: 'conversation.item.deleted', item_id: event.item_id });
        return error;
      }
      case 'conversation.item.retrieve': {
        const held = conversation.held(event.item_id);
        if (!held) return refusal('item_not_found', `Item with id '${event.item_id}' not found.`, 'item_id');
        return void emit({ type: 'conversation.item.retrieved', item: held.item });
      }
      case 'response.create':
        stopIdle();
        return responses.create(event.response);
      case 'response.cancel':
        return responses.cancel('client_cancelled', event.response_id);
    }
  }

  function receive(text: string): void {
    if (!open) return;
    log.received(text);
    const read = readClientEvent(text);
    if (!read.ok) {
      emitError(read.error, read.eventId);
      return;
    }

    const { event } = read;
    const errors = script.current().errors ?? [];
    const scripted = errors.find(({ on }) => on === event.type);
    if (scripted) errors.splice(errors.indexOf(scripted), 1);
    const error = scripted ? refusal(scripted.code, scripted.message) : obey(event);
    if (error) emitError(error, event.event_id ?? null);
    dropIfScripted();
  }

  input.configure(config.audio.input.format, config.audio.input.turn_detection);
  emit({ type: 'session.created', session: effective() });
  return { receive, close };
}
