import type { ActiveCall } from './active-call';
import { makeAgentWords } from './agent-words';
import { callerPauses, callerSpeaks } from './call-state';
import { plainWords, type Wish, wishOf } from './caller-words';
import { cutIn, isAgentBusy } from './on-caller-speech';
import type { TransferRule } from './on-transfer';
import { goOnAfterNoise } from './phrases';

type CallerTurn = {
  itemId: string;
  startedMs: number;
  stoppedMs: number | null;
  /** Said while the agent was being heard, or was about to be. */
  isOverAgent: boolean;
  /** A "yes" into the last word of a question answers it. */
  isIntoQuestion: boolean;
  hasCut: boolean;
  /** What the agent was kept from saying. */
  unheard: string;
};

type CallerTurnDeps = {
  /** The model owes an answer to what was said. */
  owed(): void;
  /** What the caller cut in on was to be a transfer: only a noise lets it go on. */
  transfer: Pick<TransferRule, 'goOn' | 'callerSpoke'>;
};

/** Somebody who speaks this long over the agent says more than a word or two. */
const insistMs = { at_once: 0, on_words: 600, holds_floor: 1500 } as const;
/** Words that come later than this decide nothing any more. */
const wordsLimitMs = 1500;
const questionTailMs = 2000;
const longestNoiseMs = 3000;
/** The model counts a turn from before its first sound. */
const prefixMs = 300;
const mostOpenTurns = 20;

/** Who has the floor when caller and agent speak at once, by how much of an interruption this agent takes for one. */
export function makeCallerTurns(call: ActiveCall, { owed, transfer }: CallerTurnDeps) {
  const { interruption, pauseMs } = call.agent.session;
  const answersByItself = interruption === 'at_once';
  const agentWords = makeAgentWords();
  const open = new Map<string, CallerTurn>();
  const nowMs = () => call.clock.monotonicMs();

  function opened(itemId: string): CallerTurn {
    const isIntoQuestion = agentWords.endInQuestion() && call.playback.unplayedMs(nowMs()) < questionTailMs;
    const said = { isOverAgent: isAgentBusy(call), isIntoQuestion, hasCut: false, unheard: '' };
    const turn = { itemId, startedMs: nowMs(), stoppedMs: null, ...said };
    open.set(itemId, turn);
    for (const oldest of open.keys()) {
      if (open.size <= mostOpenTurns) break;
      open.delete(oldest);
    }
    return turn;
  }

  function cut(turn: CallerTurn, serverCancels: boolean): void {
    turn.hasCut = turn.isOverAgent;
    turn.unheard = agentWords.unheardOf(cutIn(call, serverCancels));
  }

  function started(itemId: string, agoMs: number | null | undefined): void {
    const turn = opened(itemId);
    const isClosing = call.state.phase === 'closing';
    call.state = callerSpeaks(call.state);
    call.tell({ type: 'caller_began', itemId, agoMs: Math.max(0, (agoMs ?? prefixMs) - prefixMs) });
    if (answersByItself || isClosing || !turn.isOverAgent) {
      cut(turn, answersByItself);
      return;
    }
    // The model reports the end of speech only after a pause; until then one cannot tell a word from a sentence.
    call.later(() => {
      if (open.get(itemId) === turn && turn.stoppedMs === null) cut(turn, false);
    }, insistMs[interruption] + pauseMs);
  }

  function committed(itemId: string): void {
    const turn = open.get(itemId);
    if (answersByItself) owed();
    else if (!turn?.isOverAgent || turn.hasCut) call.sequencer.request();
    else {
      call.later(() => {
        if (open.delete(itemId)) settle(turn, 'said_a_little');
      }, wordsLimitMs);
    }
  }

  /** Nothing was cut so far: stop now, answer afterwards, or go on as if nothing had been said. */
  function settle(turn: CallerTurn, wish: Wish): void {
    if (wish === 'nothing' || (wish === 'acknowledged' && isAgentBusy(call) && !turn.isIntoQuestion)) {
      call.sequencer.resume();
      return;
    }
    const mustStop = wish === 'wants_to_speak' || (wish === 'said_something' && interruption === 'on_words');
    if (mustStop && isAgentBusy(call)) cut(turn, false);
    call.sequencer.request();
  }

  /** The agent fell silent for nothing: it says what it had left to say. */
  function goOn(turn: CallerTurn): void {
    const silentMs = nowMs() - (turn.stoppedMs ?? nowMs());
    const lastedMs = (turn.stoppedMs ?? nowMs()) - turn.startedMs - pauseMs;
    if (call.state.phase !== 'talking' || call.state.isCallerSpeaking) return;
    if (silentMs > wordsLimitMs || lastedMs > longestNoiseMs) return;
    call.store.noteEvent('noise_ignored', {});
    if (isAgentBusy(call)) cutIn(call, false);
    const instructions = goOnAfterNoise(turn.unheard);
    if (!transfer.goOn(instructions)) call.sequencer.request({ instructions });
  }

  return {
    started,
    committed,

    stopped(itemId: string, agoMs: number | null | undefined): void {
      const turn = open.get(itemId);
      if (turn) turn.stoppedMs = nowMs();
      call.state = callerPauses(call.state);
      call.tell({ type: 'caller_stopped', itemId, silentMs: pauseMs + (agoMs ?? 0) });
    },

    /** `text`: empty when there was no word in it, null when nobody could write down what there was. */
    said(itemId: string, text: string | null): void {
      const turn = open.get(itemId);
      if (!turn || !open.delete(itemId) || call.state.phase === 'over') return;
      if (text === null || plainWords(text).length > 0) transfer.callerSpoke();
      else if (!turn.hasCut && transfer.goOn(null)) return;
      if (!turn.hasCut) {
        if (turn.isOverAgent && !answersByItself) settle(turn, text === null ? 'said_a_little' : wishOf(text));
      } else if (text !== null && plainWords(text).length === 0) goOn(turn);
    },

    agentWords: agentWords.grew,
    agentSaid: agentWords.said,
  };
}
