import type { EndReason } from '@/lib/contracts/call';
import { silence } from '../media/silence';
import type { ActiveCall } from './active-call';
import { callOver, outcomeOf } from './call-state';

/** Words that the model still owes us, and tools that still run, are waited for this long. */
const lateLimitMs = 1500;
const lookEveryMs = 50;
/** Enough for the model to notice that an interrupted caller has finished. */
const closingSilenceMs = 1200;

export type FinishDeps = {
  /** No answer of the model is wanted any more. */
  stopAnswers(): void;
  isWaiting(): boolean;
  closeTranscript(): void;
  finishRecording(): Promise<void>;
  isLineGone(): boolean;
};

/**
 * Whatever ended the call: the line is let go of, the last words are kept, and the record is closed once. A step that
 * fails keeps no other from being done.
 */
export async function finishCall(call: ActiveCall, reason: EndReason, deps: FinishDeps): Promise<void> {
  await letGoOfAll(call, reason, deps);
}

/** The same without an end: whoever takes the call over has its record. */
export function handOverCall(call: ActiveCall, deps: FinishDeps): Promise<void> {
  return letGoOfAll(call, null, deps);
}

async function letGoOfAll(call: ActiveCall, reason: EndReason | null, deps: FinishDeps): Promise<void> {
  const wasSpeaking = call.state.isCallerSpeaking;
  call.state = callOver(call.state, reason ?? 'server_stopped');
  call.bridge.close();
  call.stopTimers();
  attempt(call, () => noteHeard(call));
  attempt(call, () => noteDropped(call));
  const recorded = finishRecording(call, deps);
  const lineClosed = deps.isLineGone() ? Promise.resolve() : letGo(call, reason);
  attempt(call, deps.stopAnswers);
  if (wasSpeaking) attempt(call, () => call.model.appendAudio(silence(call.carrier.format, closingSilenceMs)));

  await untilLateWords(call, deps);
  attempt(call, () => call.leftModels.leave(call.model));
  await call.leftModels.gone();
  attempt(call, deps.closeTranscript);
  await Promise.all([lineClosed, recorded, reason ? record(call, reason) : leaveRecord(call)]);
}

function attempt({ log, setup }: ActiveCall, step: () => void): void {
  try {
    step();
  } catch (error) {
    log.error({ err: error, callId: setup.callId }, 'A step at the end of a call failed.');
  }
}

function noteDropped({ bridge, store }: ActiveCall): void {
  const dropped = bridge.dropped();
  if (dropped.toCaller + dropped.fromCaller > 0) store.noteEvent('sound_dropped', dropped);
}

function noteHeard(call: ActiveCall): void {
  for (const { itemId, heardMs, sentMs } of call.playback.cutOff(call.clock.monotonicMs())) {
    call.tell({ type: 'agent_cut', itemId, heardMs, sentMs });
  }
}

async function record(call: ActiveCall, reason: EndReason): Promise<void> {
  const { store, state, log, setup } = call;
  try {
    const endedAt = new Date(call.answeredAt.getTime() + Math.round(call.sinceAnswerMs()));
    await store.finish(reason, outcomeOf(state), endedAt);
  } catch (error) {
    log.error({ err: error, callId: setup.callId }, 'The end of a call could not be recorded.');
  }
}

async function leaveRecord({ store, log, setup }: ActiveCall): Promise<void> {
  try {
    await store.leave();
  } catch (error) {
    log.error({ err: error, callId: setup.callId }, 'The record of a call that was handed over is not whole.');
  }
}

async function finishRecording({ log, setup }: ActiveCall, deps: FinishDeps): Promise<void> {
  try {
    await deps.finishRecording();
  } catch (error) {
    log.error({ err: error, callId: setup.callId }, 'A recording could not be finished.');
  }
}

const politeEnds = new Set<EndReason>([
  'agent_ended',
  'team_ended',
  'silence',
  'no_speech',
  'recorded_caller',
  'max_duration',
]);

/** A call that ended as it should is hung up; one that broke is given back, for the carrier's next instruction. */
async function letGo({ carrier, log, setup }: ActiveCall, reason: EndReason | null): Promise<void> {
  try {
    if (reason && politeEnds.has(reason)) await carrier.hangUp();
    else carrier.release();
  } catch (error) {
    log.error({ err: error, callId: setup.callId }, 'A line could not be closed.');
  }
}

function untilLateWords({ clock }: ActiveCall, { isWaiting }: FinishDeps): Promise<void> {
  const deadlineMs = clock.monotonicMs() + lateLimitMs;
  return new Promise((resolve) => {
    const look = () => {
      if (!isWaiting() || clock.monotonicMs() >= deadlineMs) resolve();
      else clock.setTimeout(look, lookEveryMs);
    };
    look();
  });
}
