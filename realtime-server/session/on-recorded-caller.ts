import type { ActiveCall } from './active-call';
import { plainWords } from './caller-words';
import type { ClosingRule } from './on-closing';
import { sayGoodbyeToRecording } from './phrases';
import { recordedScore } from './recorded-words';

const mostTurns = 3;
const earlyMs = 60_000;
const enough = 3;
/** A recording does not stop for an answer. */
const monologueMs = 10_000;

/** Recorded messages ring too: one that gives itself away in its first words is told goodbye. */
export function makeRecordedCaller(call: ActiveCall, closing: Pick<ClosingRule, 'begin'>) {
  const { setup, clock } = call;
  const isOn = setup.config.advanced.recordedCallers === 'goodbye' && setup.channel === 'phone' && !setup.resumed;
  const answeredMs = clock.monotonicMs();
  let startedMs = answeredMs;
  let lastedMs = 0;
  let turns = 0;
  let score = 0;

  return {
    callerStarted(): void {
      startedMs = clock.monotonicMs();
    },
    callerStopped(): void {
      lastedMs = clock.monotonicMs() - startedMs;
    },
    callerSaid(text: string): void {
      const words = plainWords(text);
      if (!isOn || words.length === 0 || call.state.phase !== 'talking') return;
      turns += 1;
      if (turns > mostTurns || clock.monotonicMs() - answeredMs > earlyMs) return;
      const told = recordedScore(words);
      score += told + (told > 0 && lastedMs > monologueMs ? 1 : 0);
      if (score < enough) return;
      call.store.noteEvent('recorded_caller', { score, turns });
      closing.begin('recorded_caller', { instructions: sayGoodbyeToRecording, outlivesSpeech: true });
    },
  };
}
