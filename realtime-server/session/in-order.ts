import type { Clock } from '@/lib/platform/clock';
import { keptEvent, type VoiceModelEvent } from '../ports/voice-model';

/** What may cut the agent off is judged by what the line has played by now, as far as the line has told us. */
const asksTheLine = new Set<VoiceModelEvent['type']>(['caller_started', 'caller_words_done', 'caller_words_failed']);

/**
 * Model and line are two connections, and after a stall of ours both have much to tell: the marks of the line are read
 * before it is said what the caller has heard. Whatever the model tells meanwhile waits behind it.
 */
export function makeInOrder(clock: Pick<Clock, 'onceRead'>, hear: (event: VoiceModelEvent) => void) {
  let waiting: VoiceModelEvent[] | null = null;

  function goOn(): void {
    const due = waiting ?? [];
    waiting = null;
    for (const event of due) hear(event);
  }

  return (event: VoiceModelEvent): void => {
    if (waiting) waiting.push(keptEvent(event));
    else if (asksTheLine.has(event.type)) {
      waiting = [event];
      clock.onceRead(goOn);
    } else hear(event);
  };
}
