import type { EndReason, Turn } from '@/lib/contracts/call';
import type { GreetingClips } from '../agent/greeting-clips';
import { voiceSettings } from '../agent/session-settings';
import type { CallLine, LiveCall } from '../ports/live-call';
import type { VoiceModel, VoiceModelEvent } from '../ports/voice-model';
import { type FinishDeps, finishCall, handOverCall } from './finish-call';
import { makeInOrder } from './in-order';
import { makeActiveCall } from './make-active-call';
import { onAnswer } from './on-answer';
import { countingStore } from './on-cap';
import { lineEvents } from './on-line-event';
import { onLateWords, onModelEvent } from './on-model-event';
import { makeUsage } from './on-usage';
import { makeRules } from './rules';
import { makeTranscript } from './transcript';

export type CallDeps = CallLine & {
  /** Connected already, or on its way; called again for each that takes the place of one that is lost, or too old. */
  openVoiceModel: () => VoiceModel;
  clips: Pick<GreetingClips, 'find' | 'prepare'>;
};

export type CallSession = LiveCall & {
  /** Gives the way to stop listening. */
  onTurn(listener: (turn: Turn) => void): () => void;
};

/** One call from its first sound to its record. It owns the model, the timers and the transcript; the line is lent. */
export function startCall(deps: CallDeps): CallSession {
  const { clock, budget } = deps;
  const store = budget ? countingStore(deps.store, budget, clock) : deps.store;
  const answeredAt = clock.now();
  const answeredAtMs = clock.monotonicMs();
  const sinceAnswerMs = () => clock.monotonicMs() - answeredAtMs;
  const transcript = makeTranscript(store, sinceAnswerMs);
  let ending: Promise<void> | null = null;
  let isLineGone = false;

  store.answered(answeredAt);
  const call = makeActiveCall(
    { ...deps, store },
    {
      ...{ answeredAt, sinceAnswerMs, end },
      asked: () => rules.noAnswer.owed(),
      heardSpeech: () => rules.noAnswer.settled(),
      ...{ tell: transcript.tell, hideCaller: transcript.hideCaller, soFar: transcript.soFar },
      areWordsHidden: transcript.areWordsHidden,
    },
  );
  const rules = makeRules(call, { open: deps.openVoiceModel, listenTo, leave: () => void handOver() });
  const usage = makeUsage(call);

  function listenTo(model: VoiceModel, isNew: boolean): void {
    if (model !== call.model) usage.replaced();
    call.model = model;
    const inOrder = makeInOrder(clock, (event) => {
      if (event.type === 'audio') {
        if (model === call.model) soundCame(event);
        return;
      }
      if (isHeard(model)) call.guard(() => onModelEvent(call, rules, event));
      else call.guard(() => onLateWords(call, event));
    });
    model.listen((event) => {
      if (event.type !== 'audio') call.guard(() => usage.noted(event));
      inOrder(event);
    });
    if (isNew) model.configure(voiceSettings(call.agent, call.carrier.format));
  }

  /** Fifty times a second: guarded by itself, so that nothing is made for it. */
  function soundCame({ responseId, itemId, payload }: Extract<VoiceModelEvent, { type: 'audio' }>): void {
    try {
      call.bridge.fromModel(responseId, itemId, payload);
    } catch (error) {
      call.fail(error);
    }
  }

  /** Whoever was let go of has only late words; at the end of the call that is all there is. */
  function isHeard(model: VoiceModel): boolean {
    return model === call.model && (call.state.phase === 'over' || !call.leftModels.has(model));
  }

  function end(reason: EndReason): Promise<void> {
    ending ??= finishCall(call, reason, leaving(true)).finally(left);
    return ending;
  }

  function handOver(): Promise<void> {
    ending ??= handOverCall(call, leaving(false)).finally(left);
    return ending;
  }

  function left(): void {
    budget?.leave();
    deps.onEnded();
  }

  function leaving(isEnd: boolean): FinishDeps {
    return {
      stopAnswers() {
        rules.rollOver.over();
        for (const responseId of usage.owed()) call.model.cancelResponse(responseId);
      },
      isWaiting: () => transcript.isWaitingForWords() || rules.tools.areRunning() || usage.owed().length > 0,
      closeTranscript() {
        if (isEnd) rules.promises.over();
        rules.transfer.over();
        transcript.close();
        if (isEnd) usage.lineClosed(sinceAnswerMs());
      },
      isLineGone: () => isLineGone,
      finishRecording: rules.recording.over,
    };
  }

  call.guard(() => onAnswer(call));
  if (call.setup.resumed) rules.filler.soon('waiting');
  call.guard(rules.cap.begin);
  listenTo(call.model, true);

  return {
    ...lineEvents(call, rules, () => {
      isLineGone = true;
    }),
    end,
    handOver,
    obey: rules.commands.obey,
    transfer: ({ requestId, label }) => rules.transfer.order(requestId, label),
    onTurn: transcript.listen,
  };
}
