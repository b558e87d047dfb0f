import type { SilenceSettings } from '@/lib/agent/session-settings';
import type { EndReason } from '@/lib/contracts/call';
import type { ActiveCall } from './active-call';
import { isAskingForAMoment, plainWords } from './caller-words';
import { askWhetherStillThere, sayGoodbyeToSilence, sayNobodyThere } from './phrases';

type SilenceDeps = {
  isQuiet(): boolean;
  endPolitely(reason: EndReason, instructions: string): void;
};

export type SilenceRule = ReturnType<typeof makeSilence>;

/** After the last question there is a little more time. */
const lastGraceMs = 1000;
/** Words that do not come count as words. */
const wordsLimitMs = 4000;

/**
 * Counts from the last sound that was played or heard. A caller's words start it anew; noise does not, and neither do our
 * own questions. One who asks for a moment gets the patience of a hold.
 */
export function makeSilence(call: ActiveCall, { isQuiet, endPolitely }: SilenceDeps) {
  const settings: SilenceSettings = call.agent.session.silence;
  const neverSpokeMs = call.setup.channel === 'phone' && !call.setup.resumed ? settings.neverSpokeMs : null;
  let quietMs = 0;
  let sinceMs: number | null = null;
  let questions = 0;
  let isOnHold = false;
  let hasEverSpoken = false;
  let isSomebodySpeaking = false;
  let cancelTimer = () => {};

  function patienceMs(): number {
    if (!hasEverSpoken && neverSpokeMs !== null) return neverSpokeMs;
    if (questions === 0 && isOnHold) return settings.holdMs;
    return settings.checkInMs + (questions >= settings.checkIns ? lastGraceMs : 0);
  }

  /** Silence begins or goes on, if nothing else does. */
  function maybeQuiet(): void {
    if (isSomebodySpeaking || !isQuiet()) return;
    const nowMs = call.clock.monotonicMs();
    sinceMs ??= nowMs - quietMs;
    cancelTimer();
    cancelTimer = call.later(act, Math.max(0, sinceMs + patienceMs() - nowMs));
  }

  function act(): void {
    if (!isQuiet() || isSomebodySpeaking) return;
    quietMs = 0;
    if (!hasEverSpoken && neverSpokeMs !== null) endPolitely('no_speech', sayNobodyThere);
    else if (questions >= settings.checkIns) endPolitely('silence', sayGoodbyeToSilence);
    else {
      questions += 1;
      call.sequencer.request({ instructions: askWhetherStillThere, mayUseTools: false });
    }
  }

  function interrupted(): void {
    cancelTimer();
    if (sinceMs !== null) quietMs = call.clock.monotonicMs() - sinceMs;
    sinceMs = null;
  }

  /** The caller did something. */
  function broken(): void {
    interrupted();
    quietMs = 0;
    questions = 0;
    isOnHold = false;
    hasEverSpoken = true;
    isSomebodySpeaking = false;
  }

  return {
    broken,
    maybeQuiet,

    agentSpeaks(): void {
      interrupted();
      quietMs = 0;
    },

    /** Speech, or what sounds like it. */
    callerStarted(): void {
      interrupted();
      isSomebodySpeaking = true;
    },

    callerStopped(): void {
      const wereTheyWords = () => {
        if (!isSomebodySpeaking || call.state.isCallerSpeaking) return;
        broken();
        maybeQuiet();
      };
      call.later(wereTheyWords, wordsLimitMs);
    },

    /** Null: there was speech that nobody could write down. */
    callerSaid(text: string | null): void {
      if (text === null || plainWords(text).length > 0) {
        broken();
        isOnHold = text !== null && isAskingForAMoment(text);
      }
      isSomebodySpeaking = call.state.isCallerSpeaking;
      maybeQuiet();
    },
  };
}
