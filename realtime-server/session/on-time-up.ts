import type { ActiveCall } from './active-call';
import type { ClosingRule } from './on-closing';
import { sayTimeIsNearlyUp, sayTimeIsUp } from './phrases';

/** How long the polite end may take before the line is simply closed. */
const hardLimitMs = 30_000;
const longCallMs = 3 * 60_000;
const warnBeforeMs = { longCall: 60_000, shortCall: 20_000 } as const;

/** The caller is told before the time is up, told goodbye when it is, and the line closes for good a little later. */
export function watchLongestCall(call: ActiveCall, closing: ClosingRule): void {
  const limitMs = call.setup.config.limits.maxCallMinutes * 60_000 - (call.setup.resumed?.elapsedMs ?? 0);
  const warnMs = limitMs >= longCallMs ? warnBeforeMs.longCall : warnBeforeMs.shortCall;

  if (limitMs > warnMs) {
    call.later(() => {
      if (call.state.phase !== 'talking') return;
      const instructions = sayTimeIsNearlyUp(warnMs);
      call.sequencer.request({ instructions, mayUseTools: false, outlivesSpeech: true });
    }, limitMs - warnMs);
  }
  call.later(
    () => {
      closing.begin('max_duration', { instructions: sayTimeIsUp, outlivesSpeech: true });
    },
    Math.max(0, limitMs),
  );
  call.later(() => void call.end('max_duration'), Math.max(0, limitMs) + hardLimitMs);
}
