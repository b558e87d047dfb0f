import { makeToolbox } from '../tools/toolbox';
import type { ActiveCall } from './active-call';
import { makeClosing } from './on-closing';
import { makeDigits } from './on-digits';
import { makeLostSound } from './on-lost-sound';
import { makeModelErrors } from './on-model-error';
import { makeNoAnswer } from './on-no-answer';
import { makeRecordingRule } from './on-recording';
import { makeSilence } from './on-silence';
import { makeTextAnswers } from './on-text-answer';
import { watchLongestCall } from './on-time-up';
import { makeToolCalls } from './on-tool-call';
import { sayGoodbye } from './phrases';

export type Rules = ReturnType<typeof makeRules>;

/** All that may happen in a call, each rule knowing only the call and what it hands on to. */
export function makeRules(call: ActiveCall, reopen: () => void) {
  const { agent, setup, store, clock, log } = call;
  const recording = makeRecordingRule(call);
  const toolbox = makeToolbox({
    offered: agent.tools,
    context: { callerNumber: setup.callerNumber, store, declineRecording: () => recording.decline('said') },
    clock,
    log,
  });
  const closing = makeClosing(call);
  const errors = makeModelErrors(call, { closing, reopen });
  const tools = makeToolCalls(call, toolbox, (hasSpoken) => {
    closing.begin('agent_ended', hasSpoken ? null : { instructions: sayGoodbye });
  });
  const silence = makeSilence(call, {
    checkInMs: agent.session.silenceCheckInMs,
    isQuiet: () =>
      call.state.phase === 'talking' &&
      !call.state.isCallerSpeaking &&
      call.playback.isQuiet() &&
      call.sequencer.isFree() &&
      !tools.areRunning(),
    endPolitely: (instructions) => closing.begin('silence', { instructions }),
  });
  watchLongestCall(call, closing);

  return {
    recording,
    closing,
    errors,
    tools,
    silence,
    noAnswer: makeNoAnswer(call, errors.giveUp),
    digits: makeDigits(call, recording),
    textAnswers: makeTextAnswers(call),
    lostSound: makeLostSound(call),
  };
}
