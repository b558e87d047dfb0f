import type { VoiceModelEvent } from '../ports/voice-model';
import type { ActiveCall } from './active-call';
import { onModelReady, openUpInTime } from './on-answer';
import type { Rules } from './rules';

/** What the model reports beside sound, handed to the rule that it concerns. Only late words matter after the end. */
export function onModelEvent(call: ActiveCall, rules: Rules, event: VoiceModelEvent): void {
  onWords(call, rules, event);
  if (event.type === 'agent_words_done') onAgentSaid(rules, event);
  if (call.state.phase === 'over') return;
  if (event.type === 'audio_done') call.bridge.audioDone(event.responseId, event.itemId);
  onCaller(rules, event);
  onResponse(call, rules, event);
  onModel(call, rules, event);
}

/** Of a session that was replaced: the caller's words belong to the record. Its own were for sound that nobody heard. */
export function onLateWords(call: ActiveCall, event: VoiceModelEvent): void {
  if (event.type === 'caller_words_done') call.tell({ type: 'caller_said', itemId: event.itemId, text: event.text });
}

type AgentSaid = Extract<VoiceModelEvent, { type: 'agent_words_done' }>;

function onAgentSaid(rules: Rules, { responseId, itemId, text }: AgentSaid): void {
  rules.recording.agentSaid(itemId, text);
  rules.promises.agentSaid(responseId, itemId, text);
}

function onWords(call: ActiveCall, rules: Rules, event: VoiceModelEvent): void {
  switch (event.type) {
    case 'caller_words':
      call.tell({ type: 'caller_words', itemId: event.itemId, delta: event.delta });
      break;
    case 'caller_words_done':
      call.tell({ type: 'caller_said', itemId: event.itemId, text: event.text });
      break;
    case 'caller_words_failed':
      call.tell({ type: 'caller_said', itemId: event.itemId, text: '' });
      break;
    case 'agent_words':
      call.tell({ type: 'agent_words', itemId: event.itemId, delta: event.delta });
      rules.turns.agentWords(event.itemId, event.delta);
      break;
    case 'agent_words_done':
      call.tell({ type: 'agent_said', itemId: event.itemId, text: event.text });
      rules.turns.agentSaid(event.itemId, event.text);
      break;
  }
}

function onCaller(rules: Rules, event: VoiceModelEvent): void {
  switch (event.type) {
    case 'caller_started':
      rules.silence.callerStarted();
      rules.noAnswer.callerSpeaks();
      rules.lostSound.callerStarted();
      rules.noise.callerStarted();
      rules.recordedCaller.callerStarted();
      rules.turns.started(event.itemId, event.agoMs);
      break;
    case 'caller_stopped':
      rules.noise.callerStopped();
      rules.recordedCaller.callerStopped();
      rules.turns.stopped(event.itemId, event.agoMs);
      rules.silence.callerStopped();
      break;
    case 'caller_committed':
      rules.turns.committed(event.itemId);
      break;
    case 'caller_words_done':
      onCallerSaid(rules, event.itemId, event.text);
      break;
    case 'caller_words_failed':
      rules.turns.said(event.itemId, null);
      rules.silence.callerSaid(null);
      break;
  }
}

function onCallerSaid(rules: Rules, itemId: string, text: string): void {
  if (text.trim()) {
    rules.slowTools.somethingSaid();
    rules.tools.callerSaid();
  }
  rules.turns.said(itemId, text);
  rules.noise.callerSaid(text);
  rules.recordedCaller.callerSaid(text);
  rules.silence.callerSaid(text);
}

function onResponse(call: ActiveCall, rules: Rules, event: VoiceModelEvent): void {
  switch (event.type) {
    case 'response_started':
      onResponseStarted(call, rules, event.responseId);
      break;
    case 'message_started':
      onMessageStarted(call, rules, event);
      break;
    case 'tool_called':
      rules.noAnswer.settled();
      rules.tools.called(event);
      break;
    case 'text_instead_of_audio':
      rules.noAnswer.settled();
      rules.textAnswers.arrived(event.itemId);
      break;
    case 'response_ended':
      onResponseEnded(call, rules, event);
      break;
  }
}

function onModel(call: ActiveCall, rules: Rules, event: VoiceModelEvent): void {
  switch (event.type) {
    case 'ready':
      onModelReady(call);
      rules.lostModel.isBack();
      rules.rollOver.begin();
      rules.silence.maybeQuiet();
      break;
    case 'trouble':
      rules.errors.trouble(event);
      break;
    case 'closed':
      rules.cap.modelLost();
      rules.lostModel.lost(event);
      break;
  }
}

function onResponseStarted(call: ActiveCall, rules: Rules, responseId: string): void {
  rules.noAnswer.started();
  rules.cap.responseStarted(responseId);
  if (!call.sequencer.started(responseId)) call.bridge.discard(responseId);
}

type MessageStarted = Extract<VoiceModelEvent, { type: 'message_started' }>;

function onMessageStarted(call: ActiveCall, rules: Rules, { responseId, itemId }: MessageStarted): void {
  if (!call.bridge.began(responseId, itemId)) return;
  rules.silence.agentSpeaks();
  rules.slowTools.somethingSaid();
  rules.tools.spoke(responseId);
  call.tell({ type: 'agent_began', itemId });
  if (call.greeting.itemId === null) call.greeting.itemId = itemId;
}

type ResponseEnded = Extract<VoiceModelEvent, { type: 'response_ended' }>;

function onResponseEnded(call: ActiveCall, rules: Rules, event: ResponseEnded): void {
  const { responseId, status } = event;
  call.bridge.responseEnded(responseId);
  rules.noAnswer.ended(status === 'completed');
  const wish = call.sequencer.ended(responseId);
  rules.errors.responseEnded(event, wish);
  rules.tools.responseEnded(responseId);
  rules.promises.responseEnded(responseId, status === 'cancelled');
  rules.closing.responseEnded(status === 'cancelled');
  rules.textAnswers.responseEnded();
  rules.cap.responseEnded();
  if (call.greeting.isProtected && call.greeting.itemId) openUpInTime(call);
  rules.silence.maybeQuiet();
}
