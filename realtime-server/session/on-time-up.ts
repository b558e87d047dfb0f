import type { ActiveCall } from './active-call';
import type { ClosingRule } from './on-closing';
import { sayTimeIsUp } from './phrases';

/** How long the polite end may take before the line is simply closed. */
const hardLimitMs = 30_000;

export function watchLongestCall(call: ActiveCall, closing: ClosingRule): void {
  const limitMs = call.setup.config.limits.maxCallMinutes * 60_000;
  call.later(() => {
    closing.begin('max_duration', { instructions: sayTimeIsUp, outlivesSpeech: true });
  }, limitMs);
  call.later(() => void call.end('max_duration'), limitMs + hardLimitMs);
}
