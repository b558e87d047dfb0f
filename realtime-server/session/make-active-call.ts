import { compileAgent } from '@/lib/agent/compile-agent';
import { spokenName } from '@/lib/agent/returning-caller';
import type { EndReason } from '@/lib/contracts/call';
import { ResponseSequencer } from '../agent/response-sequencer';
import { Bridge } from '../media/bridge';
import { Playback } from '../media/playback';
import { tapCarrier } from '../media/recorder-tap';
import type { ResponseRequest } from '../ports/voice-model';
import type { Heard } from '../transcript/collector';
import type { ActiveCall } from './active-call';
import type { CallDeps } from './call-session';
import { newCall } from './call-state';
import { chooseGreeting } from './greeting';
import { makeLeftModels } from './left-models';
import { makeTimers } from './timers';

type Owner = {
  answeredAt: Date;
  sinceAnswerMs(): number;
  tell(event: Heard): void;
  hideCaller(): void;
  areWordsHidden(): boolean;
  soFar: ActiveCall['soFar'];
  end(reason: EndReason): Promise<void>;
  /** An answer was asked of the model. */
  asked(): void;
  heardSpeech(): void;
};

export function makeActiveCall(deps: CallDeps, owner: Owner): ActiveCall {
  const {
    setup,
    store,
    clock,
    log,
    recorder = null,
    knowledge = null,
    connections = null,
    texts = null,
    transfers = null,
    calendar = null,
  } = deps;
  const carrier = recorder ? tapCarrier(deps.carrier, recorder) : deps.carrier;
  const agent = compileAgent(setup.config, contextOf(deps));
  const budget = deps.budget ?? null;
  const playback = new Playback(carrier.format);
  const waitingForModel: (() => void)[] = [];
  let ids = 0;

  const nextId = (prefix: string) => `foyer_${prefix}_${++ids}`;

  function guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      fail(error);
    }
  }

  function fail(error: unknown): void {
    log.error({ err: error, callId: setup.callId }, 'A call failed and is given back to the carrier.');
    void owner.end('error');
  }

  const timers = makeTimers(clock, guard);
  const call: ActiveCall = {
    ...{
      setup,
      agent,
      carrier,
      recorder,
      store,
      knowledge,
      budget,
      connections,
      transfers,
      texts,
      calendar,
      clock,
      log,
      playback,
      nextId,
      guard,
      fail,
    },
    ...chooseGreeting(agent, setup, carrier.format, deps.clips),
    ...{
      tell: owner.tell,
      hideCaller: owner.hideCaller,
      areWordsHidden: owner.areWordsHidden,
      soFar: owner.soFar,
      answeredAt: owner.answeredAt,
      sinceAnswerMs: owner.sinceAnswerMs,
      end: owner.end,
      later: timers.later,
      stopTimers: timers.stopAll,
    },
    told: new Set(),
    state: newCall,
    closingCancelled: () => {},
    model: deps.openVoiceModel(),
    leftModels: makeLeftModels(),
    bridge: new Bridge({
      ...{ carrier, playback, nowMs: clock.monotonicMs },
      appendAudio: (payload) => call.model.appendAudio(payload),
      onFirstAudio: () => store.firstAudio(Math.round(owner.sinceAnswerMs())),
      onSpeech: owner.heardSpeech,
    }),
    sequencer: new ResponseSequencer({
      create: ask,
      cancel: (responseId) => call.model.cancelResponse(responseId),
      nextRequestId: () => nextId('ask'),
      mustWait: () => call.state.isCallerSpeaking || !call.state.isModelReady || call.state.isOverCap,
    }),
    whenReady(run) {
      if (!call.state.isModelReady) waitingForModel.push(run);
      else run();
    },
    runWaiting() {
      for (const run of waitingForModel.splice(0)) run();
    },
  };

  function ask(request: ResponseRequest): void {
    owner.asked();
    call.model.createResponse(request);
  }

  return call;
}

function contextOf({ setup, clock }: CallDeps) {
  return {
    now: clock.now(),
    channel: setup.channel,
    callerNumber: setup.callerNumber,
    callerName: spokenName(setup.caller),
    caller: setup.caller,
    dialedNumber: setup.dialedNumber,
    knowsMore: setup.knowsMore,
    isResumed: setup.resumed !== null && !setup.returnedFrom,
  };
}
