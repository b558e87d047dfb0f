import type { ActiveCall } from './active-call';
import { callerPauses } from './call-state';
import { plainWords } from './caller-words';
import type { ClosingRule } from './on-closing';
import { sayGoodbyeToNoise, sayTooLoud } from './phrases';

/** So many turns in a row without a word are music, or a street. */
const mostEmptyTurns = 4;
/** Nobody speaks this long without a breath. */
const longestBreathMs = 90_000;
const deafMs = 20_000;
const mostPauses = 3;

/** Loud sound that is no speech would keep the model answering for ever: it stops listening for a while, and then for good. */
export function makeNoise(call: ActiveCall, closing: Pick<ClosingRule, 'begin'>) {
  let emptyTurns = 0;
  let pauses = 0;
  let isDeaf = false;
  let cancelTimer = () => {};

  function stopListening(): void {
    if (isDeaf || call.state.phase !== 'talking') return;
    emptyTurns = 0;
    pauses += 1;
    isDeaf = true;
    cancelTimer();
    call.state = callerPauses(call.state);
    call.model.listenTo('nothing');
    call.store.noteEvent('too_loud', { pauses });
    if (pauses > mostPauses) {
      closing.begin('no_speech', { instructions: sayGoodbyeToNoise });
      return;
    }
    call.sequencer.request({ instructions: sayTooLoud, mayUseTools: false });
    call.later(() => {
      isDeaf = false;
      call.model.listenTo('speech');
    }, deafMs);
  }

  return {
    callerStarted(): void {
      cancelTimer();
      cancelTimer = call.later(stopListening, longestBreathMs);
    },
    callerStopped(): void {
      cancelTimer();
    },
    callerSaid(text: string): void {
      emptyTurns = plainWords(text).length === 0 ? emptyTurns + 1 : 0;
      if (emptyTurns >= mostEmptyTurns) stopListening();
    },
  };
}
