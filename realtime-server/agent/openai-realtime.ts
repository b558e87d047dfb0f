import { createHash } from 'node:crypto';
import type { RealtimeClientEvent } from 'openai/resources/realtime/realtime';
import { base64Bytes } from '@/lib/platform/base64';
import type { CancelTimer, Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import { bytesPerMs, type Payload } from '../ports/carrier';
import {
  type ConversationItem,
  keptEvent,
  type ModelLoss,
  type ResponseRequest,
  type VoiceModel,
  type VoiceModelEvent,
  type VoiceSettings,
} from '../ports/voice-model';
import { makeAudioCutter, readAudioDelta } from './audio-delta';
import * as commands from './client-events';
import { type EffectiveSession, type ModelEvent, readModelEvent } from './model-events';
import { lossOfError, troubleOfError } from './model-trouble';
import { type OpenAiAccount, type OpenAiSocket, openOpenAiSocket } from './openai-socket';
import { adjustingRequest, differences, listeningRequest, sessionRequest } from './session-settings';
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
/** What is kept of a session that was let go of. */
const comesLate = new Set<VoiceModelEvent['type']>([
  'response_ended',
  'caller_words',
  'caller_words_done',
  'caller_words_failed',
  'agent_words',
  'agent_words_done',
]);

/** Stable for one caller of one tenant, and meaningless to anybody else. */
export function safetyIdentifier(tenantId: string, caller: string | null): string {
  return createHash('sha256')
    .update(`${tenantId}:${caller ?? 'anonymous'}`)
    .digest('hex')
    .slice(0, 40);
}

/** A conversation with OpenAI Realtime (GA). It begins to connect at once; `configure` may come before or after. */
export class OpenAiVoiceModel implements VoiceModel {
  private readonly early: VoiceModelEvent[] = [];
  private readonly socket: OpenAiSocket;
  private listener: ((event: VoiceModelEvent) => void) | null = null;
  private settings: VoiceSettings | null = null;
  private updateId: string | null = null;
  private isOpen = false;
  private isReady = false;
  private isClosed = false;
  private eventCount = 0;
  private heardBytes = 0;
  private readonly cutAudio = makeAudioCutter();
  private cancelSettingsTimer: CancelTimer = () => {};

  constructor(private readonly deps: OpenAiVoiceModelDeps) {
    this.socket = openOpenAiSocket({
      ...deps,
      onOpen: () => {
        this.isOpen = true;
        this.askForSettings();
      },
      takeBytes: (bytes, from, to) => this.takeSound(bytes, from, to),
      onText: (text) => this.onText(text),
      onLost: (loss) => this.lose(loss),
    });
  }

  listen(next: (event: VoiceModelEvent) => void): void {
    this.listener = next;
    for (const event of this.early.splice(0)) next(event);
  }

  configure(next: VoiceSettings): void {
    this.settings = next;
    this.askForSettings();
  }

  adjust(next: VoiceSettings): void {
    if (!this.settings) return;
    this.settings = next;
    this.send(commands.sessionUpdate(this.nextEventId(), adjustingRequest(next)));
  }

  appendAudio(payload: Payload): void {
    this.heardBytes += base64Bytes(payload);
    this.socket.sendParts(commands.audioAppend(payload));
  }

  listenTo(callers: 'speech' | 'nothing'): void {
    if (!this.settings) return;
    this.send(commands.audioClear(this.nextEventId()));
    const listens = callers === 'speech';
    this.send(commands.sessionUpdate(this.nextEventId(), listeningRequest(this.settings, listens)));
  }

  addItem(item: ConversationItem): void {
    this.send(commands.itemCreate(this.nextEventId(), item));
  }

  deleteItem(itemId: string): void {
    this.send(commands.itemDelete(this.nextEventId(), itemId));
  }

  truncate(itemId: string, heardMs: number): void {
    this.send(commands.itemTruncate(this.nextEventId(), itemId, heardMs));
  }

  createResponse(request: ResponseRequest): void {
    this.send(commands.responseCreate(request));
  }

  cancelResponse(responseId: string): void {
    this.send(commands.responseCancel(this.nextEventId(), responseId));
  }

  close(): Promise<void> {
    this.isClosed = true;
    this.cancelSettingsTimer();
    return this.socket.close();
  }

  private heardMs(): number {
    return this.settings ? this.heardBytes / bytesPerMs[this.settings.format] : 0;
  }

  private nextEventId(): string {
    this.eventCount += 1;
    return `foyer_${this.eventCount}`;
  }

  private send(event: RealtimeClientEvent): void {
    if (!this.isClosed) this.socket.send(JSON.stringify(event));
  }

  private emit(event: VoiceModelEvent): void {
    if (this.isClosed && !comesLate.has(event.type)) return;
    if (event.type === 'closed') this.isClosed = true;
    if (this.listener) this.listener(event);
    else this.early.push(keptEvent(event));
  }

  private lose(loss: ModelLoss): void {
    this.cancelSettingsTimer();
    void this.socket.close();
    this.emit({ type: 'closed', ...loss });
  }

  private askForSettings(): void {
    if (!this.settings || !this.isOpen) return;
    this.updateId = this.nextEventId();
    this.send(commands.sessionUpdate(this.updateId, sessionRequest(this.settings)));
    this.cancelSettingsTimer();
    const late = () => this.lose({ kind: 'lost', code: 'settings_timeout' });
    this.cancelSettingsTimer = this.deps.clock.setTimeout(late, settingsLimitMs);
  }

  /** Most frames are sound, and take the short way. */
  private takeSound(bytes: Buffer, from: number, to: number): boolean {
    const audio = this.cutAudio(bytes, from, to);
    if (audio) this.emit(audio);
    return audio !== null;
  }

  private onText(text: string): void {
    const raw = parsed(text);
    const audio = readAudioDelta(raw);
    const read = audio ? null : readModelEvent(raw);
    if (audio) this.emit(audio);
    else if (read?.kind === 'event') this.onEvent(read.event);
    else if (read?.kind === 'malformed') this.deps.log.warn('The voice model sent an event that cannot be read.');
  }

  private onEvent(event: ModelEvent): void {
    if (event.type === 'session.updated') this.onSettings(event.session);
    else if (event.type === 'error') this.onError(event.error);
    else for (const translated of toVoiceEvents(event, this.heardMs())) this.emit(translated);
  }

  private onSettings(session: EffectiveSession): void {
    if (!this.settings || this.isReady) return;
    const fields = differences(session, this.settings);
    if (fields.length > 0) {
      this.deps.log.error({ fields }, 'The voice model did not take our settings.');
      this.lose({ kind: 'final', code: 'settings_not_taken' });
      return;
    }
    this.cancelSettingsTimer();
    this.isReady = true;
    this.socket.settled();
    this.emit({ type: 'ready' });
  }

  private onError(error: Extract<ModelEvent, { type: 'error' }>['error']): void {
    const loss = lossOfError(error);
    const trouble = troubleOfError(error);
    const refusesSettings = !this.isReady && trouble.requestId !== null && trouble.requestId === this.updateId;
    if (trouble.kind === 'ours') this.deps.log.error(trouble, 'The voice model refused a command of ours.');
    if (loss) this.lose(loss);
    else if (refusesSettings) this.lose({ kind: 'final', code: 'settings_refused' });
    else this.emit({ type: 'trouble', ...trouble });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
