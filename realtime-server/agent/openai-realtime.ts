import { createHash } from 'node:crypto';
import type { RealtimeClientEvent } from 'openai/resources/realtime/realtime';
import type { CancelTimer, Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import type { ModelLoss, VoiceModel, VoiceModelEvent, VoiceSettings } from '../ports/voice-model';
import { cutAudioDelta, readAudioDelta } from './audio-delta';
import * as commands from './client-events';
import { type EffectiveSession, type ModelEvent, readModelEvent } from './model-events';
import { lossOfError, troubleOfError } from './model-trouble';
import { type OpenAiAccount, openOpenAiSocket } from './openai-socket';
import { differences, sessionRequest } from './session-settings';
import { toVoiceEvents } from './voice-events';

export type OpenAiVoiceModelDeps = {
  account: OpenAiAccount;
  model: string;
  /** Names the caller to the provider's abuse checks without naming them: see `safetyIdentifier`. */
  safetyIdentifier: string;
  clock: Clock;
  log: Log;
};

const settingsLimitMs = 4000;

/** Stable for one caller of one tenant, and meaningless to anybody else. */
export function safetyIdentifier(tenantId: string, caller: string | null): string {
  return createHash('sha256')
    .update(`${tenantId}:${caller ?? 'anonymous'}`)
    .digest('hex')
    .slice(0, 40);
}

/** A conversation with OpenAI Realtime (GA). It begins to connect at once; `configure` may come before or after. */
export function openOpenAiVoiceModel(deps: OpenAiVoiceModelDeps): VoiceModel {
  const { clock, log } = deps;
  const early: VoiceModelEvent[] = [];
  let listener: ((event: VoiceModelEvent) => void) | null = null;
  let settings: VoiceSettings | null = null;
  let updateId = '';
  let isOpen = false;
  let isReady = false;
  let isClosed = false;
  let eventCount = 0;
  let cancelSettingsTimer: CancelTimer = () => {};

  const nextEventId = () => `foyer_${++eventCount}`;

  function emit(event: VoiceModelEvent): void {
    if (isClosed) return;
    if (event.type === 'closed') isClosed = true;
    if (listener) listener(event);
    else early.push(event);
  }

  function lose(loss: ModelLoss): void {
    cancelSettingsTimer();
    socket.close();
    emit({ type: 'closed', ...loss });
  }

  function send(event: RealtimeClientEvent): void {
    if (!isClosed) socket.send(JSON.stringify(event));
  }

  function askForSettings(): void {
    if (!settings || !isOpen) return;
    updateId = nextEventId();
    send(commands.sessionUpdate(updateId, sessionRequest(settings)));
    cancelSettingsTimer();
    cancelSettingsTimer = clock.setTimeout(() => lose({ kind: 'lost', code: 'settings_timeout' }), settingsLimitMs);
  }

  function onSettings(session: EffectiveSession): void {
    if (!settings || isReady) return;
    const fields = differences(session, settings);
    if (fields.length > 0) {
      log.error({ fields }, 'The voice model did not take our settings.');
      lose({ kind: 'final', code: 'settings_not_taken' });
      return;
    }
    cancelSettingsTimer();
    isReady = true;
    socket.settled();
    emit({ type: 'ready' });
  }

  function onError(error: Extract<ModelEvent, { type: 'error' }>['error']): void {
    const loss = lossOfError(error);
    const trouble = troubleOfError(error);
    if (trouble.kind === 'ours') log.error(trouble, 'The voice model refused a command of ours.');
    if (loss) lose(loss);
    else if (!isReady && updateId && trouble.requestId === updateId) lose({ kind: 'final', code: 'settings_refused' });
    else emit({ type: 'trouble', ...trouble });
  }

  function onEvent(event: ModelEvent): void {
    if (event.type === 'session.updated') onSettings(event.session);
    else if (event.type === 'error') onError(event.error);
    else for (const translated of toVoiceEvents(event)) emit(translated);
  }

  function onJson(raw: unknown): void {
    const audio = readAudioDelta(raw);
    const read = audio ? null : readModelEvent(raw);
    if (audio) emit({ type: 'audio', ...audio });
    else if (read?.kind === 'event') onEvent(read.event);
    else if (read?.kind === 'malformed') log.warn('The voice model sent an event that cannot be read.');
  }

  const socket = openOpenAiSocket({
    ...deps,
    onOpen() {
      isOpen = true;
      askForSettings();
    },
    onText(text) {
      const audio = cutAudioDelta(text);
      if (audio) emit({ type: 'audio', ...audio });
      else onJson(parsed(text));
    },
    onLost: lose,
  });

  return {
    listen(next) {
      listener = next;
      for (const event of early.splice(0)) next(event);
    },
    configure(next) {
      settings = next;
      askForSettings();
    },
    appendAudio: (payload) => socket.send(commands.audioAppend(nextEventId(), payload)),
    addItem: (item) => send(commands.itemCreate(nextEventId(), item)),
    deleteItem: (itemId) => send(commands.itemDelete(nextEventId(), itemId)),
    truncate: (itemId, heardMs) => send(commands.itemTruncate(nextEventId(), itemId, heardMs)),
    createResponse: (request) => send(commands.responseCreate(request)),
    cancelResponse: (responseId) => send(commands.responseCancel(nextEventId(), responseId)),
    bufferedBytes: () => socket.bufferedBytes(),
    close() {
      isClosed = true;
      cancelSettingsTimer();
      socket.close();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
