import type { EndReason, Turn } from '@/lib/contracts/call';
import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import type { GreetingClips } from '../agent/greeting-clips';
import { voiceSettings } from '../agent/session-settings';
import type { CallSetup } from '../ports/call-setup';
import type { CallStore } from '../ports/call-store';
import type { Carrier, CarrierEvents } from '../ports/carrier';
import type { VoiceModel } from '../ports/voice-model';
import { finishCall } from './finish-call';
import { makeLiveCall } from './make-live-call';
import { onAnswer } from './on-answer';
import { lineEvents } from './on-line-event';
import { onModelEvent } from './on-model-event';
import { makeRules } from './rules';
import { makeTranscript } from './transcript';

export type CallDeps = {
  setup: CallSetup;
  carrier: Carrier;
  store: CallStore;
  clock: Clock;
  /** Connected already, or on its way; called again only when the first one broke before it was ready. */
  openVoiceModel: () => VoiceModel;
  clips: GreetingClips;
  log: Log;
  /** Once, when nothing of the call is left. */
  onEnded(): void;
};

export type CallSession = CarrierEvents & {
  /** Safe to repeat: the first reason counts, and everybody who asks waits for the same end. */
  end(reason: EndReason): Promise<void>;
  /** Every turn as it grows, from now on. Gives the way to stop listening. */
  onTurn(listener: (turn: Turn) => void): () => void;
};

/** One call from its first sound to its record. It owns the model, the timers and the transcript; the line is lent. */
export function startCall(deps: CallDeps): CallSession {
  const { store, clock } = deps;
  const answeredAtMs = clock.monotonicMs();
  const sinceAnswerMs = () => clock.monotonicMs() - answeredAtMs;
  const transcript = makeTranscript(store, sinceAnswerMs);
  let ending: Promise<void> | null = null;
  let isLineGone = false;

  store.answered(clock.now());
  const asked = () => rules.noAnswer.owed();
  const call = makeLiveCall(deps, { sinceAnswerMs, tell: transcript.tell, end, asked });
  const rules = makeRules(call, () => listenTo(deps.openVoiceModel()));

  function listenTo(model: VoiceModel): void {
    call.model = model;
    model.listen((event) => {
      if (model === call.model) call.guard(() => onModelEvent(call, rules, event));
    });
    model.configure(voiceSettings(call.agent, call.carrier.format));
  }

  function end(reason: EndReason): Promise<void> {
    ending ??= finishCall(call, reason, {
      isWaiting: () => transcript.isWaitingForWords() || rules.tools.areRunning(),
      closeTranscript: transcript.close,
      isLineGone: () => isLineGone,
    }).finally(deps.onEnded);
    return ending;
  }

  call.guard(() => onAnswer(call));
  listenTo(call.model);

  return {
    ...lineEvents(call, rules, () => {
      isLineGone = true;
    }),
    end,
    onTurn: transcript.listen,
  };
}
