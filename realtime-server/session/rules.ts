import type { VoiceModel } from '../ports/voice-model';
import { connectionTools } from '../tools/http-tool';
import { makeToolbox } from '../tools/toolbox';
import type { ActiveCall } from './active-call';
import { makeFiller } from './filler';
import { makeCallerTurns } from './on-caller-turn';
import { limitedToolbox, makeCap } from './on-cap';
import { makeClosing } from './on-closing';
import { makeCommands } from './on-command';
import { makeDigits } from './on-digits';
import { makeLostModel } from './on-lost-model';
import { makeLostSound } from './on-lost-sound';
import { makeModelErrors } from './on-model-error';
import { makeNoAnswer } from './on-no-answer';
import { makeNoise } from './on-noise';
import { makePromises } from './on-promise';
import { makeRecordedCaller } from './on-recorded-caller';
import { makeRecordingRule } from './on-recording';
import { makeSilence } from './on-silence';
import { makeSlowTools } from './on-slow-tool';
import { makeTextAnswers } from './on-text-answer';
import { watchLongestCall } from './on-time-up';
import { makeToolCalls } from './on-tool-call';
import { makeTransfer } from './on-transfer';
import { sayGoodbye } from './phrases';
import { makeRollOver } from './roll-over';

export type Rules = ReturnType<typeof makeRules>;

type Models = {
  open(): VoiceModel;
  /** From now on this one is the call's. `isNew`: it has not been told yet what it shall be. */
  listenTo(model: VoiceModel, isNew: boolean): void;
  /** Somebody else has the caller. */
  leave(): void;
};

/** All that may happen in a call, each rule knowing only the call and what it hands on to. */
export function makeRules(call: ActiveCall, { open, listenTo, leave }: Models) {
  const { agent, setup, store, clock, log } = call;
  const recording = makeRecordingRule(call);
  const toolbox = makeToolbox({
    offered: agent.tools,
    tenantTools: connectionTools(setup.config.connections),
    context: {
      callerNumber: setup.callerNumber,
      hours: setup.config.hours,
      store,
      knowledge: call.knowledge,
      connections: call.connections,
      noteEvent: store.noteEvent,
      texts: call.texts,
      transfers: call.transfers && { plan: (toolCallId, label) => transfer.plan(toolCallId, label) },
      booking: call.calendar && { settings: setup.config, calendar: call.calendar, now: () => clock.now() },
      sinceAnswerMs: call.sinceAnswerMs,
      declineRecording: () => recording.decline('said'),
    },
    clock,
    log,
    cameLate: (use, result) => call.guard(() => tools.cameLate(use, result)),
  });
  const closing = makeClosing(call, (reason) => {
    if (reason === 'transferred') transfer.heard();
    else void call.end(reason);
  });
  const transfer = makeTransfer(call, { closing, leave });
  call.closingCancelled = transfer.interrupted;
  const errors = makeModelErrors(call, { closing });
  const slowTools = makeSlowTools(call);
  const tools = makeToolCalls(call, limitedToolbox(call, toolbox), {
    slowTools,
    answered: (name, ok) => promises.toolAnswered(name, ok),
    transfer: (planned, hasSpoken) => transfer.begin(planned, hasSpoken),
    callOff: transfer.callOff,
    endCall(hasSpoken) {
      const correction = promises.beforeGoodbye();
      closing.begin('agent_ended', correction ?? (hasSpoken ? null : { instructions: sayGoodbye }));
    },
  });
  const promises = makePromises(call, { areToolsRunning: tools.areRunning, unfinished: toolbox.unfinished });
  const isQuiet = () =>
    call.state.phase === 'talking' &&
    call.state.isModelReady &&
    !call.state.isCallerSpeaking &&
    call.playback.isQuiet() &&
    call.sequencer.isFree() &&
    !tools.areRunning();
  const silence = makeSilence(call, {
    isQuiet,
    endPolitely: (reason, instructions) => closing.begin(reason, { instructions }),
  });
  watchLongestCall(call, closing);
  const noise = makeNoise(call, closing);
  const filler = makeFiller(call);
  const noAnswer = makeNoAnswer(call, {
    fill: () => filler.soon('waiting'),
    replaceModel: (code) => lostModel.lost({ kind: 'lost', code }),
    giveUp: errors.giveUp,
  });
  const lostModel = makeLostModel(call, {
    ...{ closing, tools, noAnswer, filler, giveUp: errors.giveUp },
    hasStopped() {
      noise.callerStopped();
      silence.callerStopped();
    },
    reopen: () => listenTo(open(), true),
  });
  const rollOver = makeRollOver(call, {
    isQuiet,
    openVoiceModel: open,
    handOver: (model) => lostModel.handOver(() => listenTo(model, false)),
    lost: () => lostModel.lost({ kind: 'expired', code: 'session_too_old' }),
  });

  return {
    recording,
    closing,
    cap: makeCap(call, closing),
    commands: makeCommands(call, { closing, connect: transfer.order, takeOver: transfer.orderTakeOver }),
    errors,
    tools,
    transfer,
    promises,
    silence,
    ...{ noAnswer, lostModel, rollOver, filler },
    digits: makeDigits(call, recording),
    turns: makeCallerTurns(call, { owed: noAnswer.owed, transfer }),
    noise,
    recordedCaller: makeRecordedCaller(call, closing),
    slowTools,
    textAnswers: makeTextAnswers(call),
    lostSound: makeLostSound(call),
  };
}
