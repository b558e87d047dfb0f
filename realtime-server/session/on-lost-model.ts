import type { Wish } from '../agent/response-sequencer';
import type { ModelLoss } from '../ports/voice-model';
import type { ActiveCall } from './active-call';
import { modelLost, modelReady } from './call-state';
import type { Filler } from './filler';
import type { ClosingRule } from './on-closing';
import type { NoAnswerRule } from './on-no-answer';
import type { ToolCalls } from './on-tool-call';
import { askToRepeat, goOnAfterGap } from './phrases';
import { tellConversation } from './tell-conversation';

type LostModelDeps = {
  closing: ClosingRule;
  tools: ToolCalls;
  noAnswer: NoAnswerRule;
  filler: Filler;
  /** Nobody will report any more that whoever spoke has stopped. */
  hasStopped(): void;
  /** Another socket. */
  reopen(): void;
  giveUp(code: string): void;
};

/** What the lost model owed the caller. */
type Owed = { wish: Wish | null; answer: boolean; wasCut: boolean; wasSpeaking: boolean; words: boolean };

const maxReconnects = 2;
/** From the loss to somebody who answers; the caller has heard a filler meanwhile. */
const backWithinMs = 5000;
/** Somebody who spoke into the gap and goes on speaking is heard by the new session within this. */
const stillSpeakingMs = 700;

export type LostModel = ReturnType<typeof makeLostModel>;

/**
 * A model that is lost in the middle of a call is replaced by another that is told what was said. The caller hears at
 * most a filler, is not greeted again, and gets the answer they were waiting for.
 */
export function makeLostModel(call: ActiveCall, deps: LostModelDeps) {
  const { closing, tools, noAnswer, filler, hasStopped, reopen, giveUp } = deps;
  let reconnects = 0;
  let hasReopened = false;
  let owed: Owed | null = null;
  let cancelLimit = () => {};

  /** Once is a bad socket; before the first conversation there is nothing to tell. */
  function reopenFirst(code: string): void {
    hasReopened = true;
    call.store.noteEvent('model_reopened', { code });
    reopen();
  }

  function replace(code: string): void {
    reconnects += 1;
    call.store.noteEvent('model_lost', { code, attempt: reconnects });
    call.log.warn({ code, attempt: reconnects }, 'The voice model was lost in a call and is replaced.');
    if (owed === null) {
      owed = leaveBehind();
      filler.soon(owed.answer || owed.wasSpeaking ? 'waiting' : 'idle');
      cancelLimit = call.later(() => giveUp('model_not_back'), backWithinMs);
    }
    reopen();
  }

  function leaveBehind(): Owed {
    const { sequencer, state, bridge } = call;
    const wasAnswering = sequencer.activeResponseId() !== null;
    const wish = sequencer.lost();
    const sound = bridge.modelLost();
    const words = hasWordsUnknown();
    call.tell({ type: 'words_lost' });
    // What a tool gives is answered when it is there.
    const hasBrokenOff = wasAnswering && sound !== 'whole' && !tools.areRunning();
    const answer = noAnswer.isOwed() || wish !== null || hasBrokenOff;
    const left = { wish, answer, wasCut: sound === 'part', wasSpeaking: state.isCallerSpeaking, words };
    call.state = modelLost(state);
    noAnswer.modelLost();
    tools.modelLost();
    if (left.wasSpeaking) hasStopped();
    return left;
  }

  /** The caller's last turn is over, and nobody will tell us any more what it was. */
  function hasWordsUnknown(): boolean {
    const last = call.soFar().findLast(({ turn }) => turn.speaker === 'caller');
    return last !== undefined && !last.turn.final && last.turn.text === '';
  }

  function askFor({ wish, answer, wasCut, wasSpeaking, words }: Owed): void {
    const repeat = { instructions: askToRepeat, mayUseTools: false };
    if (wasSpeaking) {
      call.later(() => {
        if (!call.state.isCallerSpeaking && call.sequencer.isFree() && !noAnswer.isOwed()) {
          call.sequencer.request(repeat);
        }
      }, stillSpeakingMs);
    } else if (words && answer) call.sequencer.request(repeat);
    else if (wish?.instructions && !wasCut) call.sequencer.request(wish);
    else if (answer) {
      if (wasCut) call.model.addItem({ itemId: call.nextId('note'), role: 'system', text: goOnAfterGap });
      if (call.sequencer.isFree()) call.sequencer.request();
    }
  }

  return {
    lost({ kind, code }: ModelLoss): void {
      const { phase } = call.state;
      if (phase === 'over') return;
      call.leftModels.leave(call.model);
      if (phase === 'opening' && kind === 'lost' && !hasReopened) reopenFirst(code);
      else if (phase === 'talking' && kind !== 'final' && reconnects < maxReconnects) replace(code);
      else if (phase === 'closing') {
        call.state = modelLost(call.state);
        closing.skipGoodbye();
      } else giveUp(code);
    },

    /** The new session is as we want it: it learns what was said, hears what was kept, and answers what is owed. */
    isBack(): void {
      filler.stop();
      if (owed === null || call.state.closing?.reason === 'ai_unavailable') return;
      const before = owed;
      owed = null;
      cancelLimit();
      call.state = modelReady(call.state);
      tellConversation(call);
      if (!call.greeting.isProtected) call.bridge.openInput();
      call.runWaiting();
      askFor(before);
      call.sequencer.resume();
      call.store.noteEvent('model_back', { attempt: reconnects });
    },

    /** Another session is ready already, and takes over from the one before without anybody noticing. */
    handOver(takeOver: () => void): void {
      call.bridge.modelLost();
      call.leftModels.leave(call.model);
      takeOver();
      tellConversation(call);
      if (!call.greeting.isProtected) call.bridge.openInput();
    },
  };
}
