import type { ToolDefinition } from '@/lib/contracts/tool';
import type { AudioFormat, Payload } from './carrier';

/** How the model knows that a caller begins and ends to speak. */
export type TurnDetection =
  | { type: 'server_vad'; threshold: number; prefixPaddingMs: number; silenceDurationMs: number }
  | { type: 'semantic_vad'; eagerness: 'low' | 'medium' | 'high' };

/** What a voice model is asked to be for one call; `compileAgent` and the line's format give it. */
export type VoiceSettings = {
  instructions: string;
  tools: ToolDefinition[];
  format: AudioFormat;
  voice: string;
  speed: number;
  /** Null: the model never decides by itself when a turn is over. */
  turnDetection: TurnDetection | null;
  /** It answers each turn by itself, and falls silent by itself when somebody speaks; otherwise it only tells us. */
  answersByItself: boolean;
  noiseReduction: 'near_field' | 'far_field' | null;
  transcription: { model: string; languages: string[] } | null;
  maxOutputTokens: number;
};

/** One answer that we ask for, beyond those the model gives by itself after a caller's turn. */
export type ResponseRequest = {
  requestId: string;
  /** Replaces the session's instructions for this one answer. */
  instructions?: string;
  /** False: nothing but speech may come of it. */
  mayUseTools?: boolean;
  /** True: the conversation so far is left out of it. */
  withoutHistory?: boolean;
};

export type ConversationItem =
  | { itemId: string; role: 'caller' | 'agent' | 'system'; text: string; first?: boolean }
  /** What an earlier session used, so that its result has something to answer. */
  | { itemId: string; role: 'tool_call'; toolCallId: string; name: string; argumentsJson: string }
  | { itemId: string; role: 'tool'; toolCallId: string; output: string };

export type Usage = Record<string, unknown>;

export type ResponseEnd = {
  status: 'completed' | 'cancelled' | 'failed' | 'incomplete';
  /** The provider's code for a failure, or the reason of a cancellation. */
  reason: string | null;
  usage: Usage | null;
};

/** What went wrong. `ours`: a request of ours was wrong; `provider`: theirs; `benign`: a race that needs nothing. */
export type ModelTrouble = {
  kind: 'benign' | 'ours' | 'provider' | 'already_responding' | 'nothing_to_cancel';
  code: string | null;
  param: string | null;
  /** The id of the command it answers, when known. */
  requestId: string | null;
};

/** `final`: trying again would change nothing. `expired`: the session reached its longest life. */
export type ModelLoss = { kind: 'lost' | 'final' | 'expired'; code: string };

export type VoiceModelEvent =
  | { type: 'ready' }
  | { type: 'response_started'; responseId: string; requestId: string | null }
  | { type: 'message_started'; responseId: string; itemId: string }
  | { type: 'audio'; responseId: string; itemId: string; payload: Payload }
  | { type: 'audio_done'; responseId: string; itemId: string }
  | { type: 'agent_words'; responseId: string; itemId: string; delta: string }
  | { type: 'agent_words_done'; responseId: string; itemId: string; text: string }
  | { type: 'text_instead_of_audio'; responseId: string; itemId: string }
  | {
      type: 'tool_called';
      responseId: string;
      itemId: string;
      toolCallId: string;
      name: string;
      argumentsJson: string;
    }
  | ({ type: 'response_ended'; responseId: string } & ResponseEnd)
  /** `agoMs`: how long before this the sound began, or ended, by the model's own count, where it tells. */
  | { type: 'caller_started'; itemId: string; agoMs?: number | null }
  | { type: 'caller_stopped'; itemId: string; agoMs?: number | null }
  | { type: 'caller_committed'; itemId: string }
  | { type: 'caller_words'; itemId: string; delta: string }
  | { type: 'caller_words_done'; itemId: string; text: string; usage: Usage | null }
  | { type: 'caller_words_failed'; itemId: string }
  | ({ type: 'trouble' } & ModelTrouble)
  | ({ type: 'closed' } & ModelLoss);

/** An event that can wait: its sound is not lent any more. */
export function keptEvent(event: VoiceModelEvent): VoiceModelEvent {
  return event.type === 'audio' ? { ...event, payload: Buffer.from(event.payload) } : event;
}

/** One conversation with a model that hears and speaks. Commands never throw; after `closed` they do nothing. */
export type VoiceModel = {
  /** Events that came before anybody listened are kept for the listener. One listener, the last. */
  listen(listener: (event: VoiceModelEvent) => void): void;
  /** Answered by `ready`, or by `closed` when the model would not be what was asked. */
  configure(settings: VoiceSettings): void;
  /** Only after `ready`. */
  appendAudio(payload: Payload): void;
  /** From the next answer on: instructions, tools and length alone. Only after `ready`, and nothing answers it. */
  adjust(settings: VoiceSettings): void;
  /** Deaf: it forgets what it was hearing, and hears no speech until it listens again. */
  listenTo(callers: 'speech' | 'nothing'): void;
  addItem(item: ConversationItem): void;
  deleteItem(itemId: string): void;
  /** Forgets what was generated but never heard. */
  truncate(itemId: string, heardMs: number): void;
  createResponse(request: ResponseRequest): void;
  cancelResponse(responseId: string): void;
  /** Nothing more is said to it or heard of it. Words and costs that it told before it noticed still come; then this resolves. */
  close(): Promise<void>;
};
