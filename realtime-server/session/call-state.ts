import type { CallOutcome, EndReason } from '@/lib/contracts/call';

/** `goodbye`: what the agent still has to say. `last_words`: said, and now being played to the caller. */
export type Closing = { reason: EndReason; step: 'goodbye' } | { reason: EndReason; step: 'last_words'; mark: string };

export type CallState = {
  phase: 'opening' | 'talking' | 'closing' | 'over';
  /** It can be asked and told things. False before its first session, and between one that was lost and the next. */
  isModelReady: boolean;
  closing: Closing | null;
  endReason: EndReason | null;
  isCallerSpeaking: boolean;
  hasCallerSpoken: boolean;
  hasMessage: boolean;
  /** A limit is used up: nothing is asked of the model any more. */
  isOverCap: boolean;
};

export const newCall: CallState = {
  phase: 'opening',
  isModelReady: false,
  closing: null,
  endReason: null,
  isCallerSpeaking: false,
  hasCallerSpoken: false,
  hasMessage: false,
  isOverCap: false,
};

/** Endings that a caller may still talk the agent out of; the others are limits, or faults. */
const cancellable = new Set<EndReason>(['agent_ended', 'silence', 'no_speech', 'transferred']);

export function modelReady(state: CallState): CallState {
  return { ...state, isModelReady: true, phase: state.phase === 'opening' ? 'talking' : state.phase };
}

/** Whoever spoke then is not known to have stopped. */
export function modelLost(state: CallState): CallState {
  return { ...state, isModelReady: false, isCallerSpeaking: false };
}

export function callerSpeaks(state: CallState): CallState {
  return { ...state, isCallerSpeaking: true, hasCallerSpoken: true };
}

export function callerPauses(state: CallState): CallState {
  return { ...state, isCallerSpeaking: false };
}

/** A limit or a fault takes the place of a goodbye that was under way, never the other way round. */
export function closingBegun(state: CallState, reason: EndReason): CallState {
  if (state.phase === 'over') return state;
  if (state.closing && (cancellable.has(reason) || !cancellable.has(state.closing.reason))) return state;
  return { ...state, phase: 'closing', closing: { reason, step: 'goodbye' } };
}

export function lastWordsSent(state: CallState, mark: string): CallState {
  if (!state.closing) return state;
  return { ...state, closing: { reason: state.closing.reason, step: 'last_words', mark } };
}

/** Played means heard: only the very mark behind the last words counts. */
export function areLastWordsPlayed({ closing }: CallState, mark: string): boolean {
  return closing?.step === 'last_words' && closing.mark === mark;
}

/** The caller cut in. A limit stays a limit: its last words are not waited for any more. */
export function closingCancelled(state: CallState): CallState {
  if (!state.closing || !cancellable.has(state.closing.reason)) return state;
  return { ...state, phase: 'talking', closing: null };
}

/** Only the first reason counts. */
export function callOver(state: CallState, reason: EndReason): CallState {
  return state.phase === 'over' ? state : { ...state, phase: 'over', endReason: reason, closing: null };
}

const failures = new Set<EndReason>(['ai_unavailable', 'error', 'never_connected']);
/** Answered, but by nobody: an owner does not have to read it. */
const withoutCaller = new Set<EndReason>(['no_speech', 'recorded_caller']);

export function outcomeOf({ hasMessage, endReason }: CallState): CallOutcome {
  if (hasMessage) return 'message_taken';
  if (endReason && withoutCaller.has(endReason)) return 'nobody_there';
  return endReason && failures.has(endReason) ? 'failed' : 'answered';
}
