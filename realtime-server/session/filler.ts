import { spokenLines } from '@/lib/agent/spoken-lines';
import type { ActiveCall } from './active-call';

/** How long the line may be quiet before somebody who waits, or does not, hears that we are still there. */
const quietMs = { waiting: 500, idle: 2000 };

export type Filler = ReturnType<typeof makeFiller>;

/** "One moment", in the tenant's own voice, while nobody can answer. Once in a gap. */
export function makeFiller(call: ActiveCall) {
  let cancelTimer = () => {};
  let isDue = false;
  const [text] = spokenLines(call.setup.config.identity.languages).fillers;
  // Looked for now, so that it is made for the next call where it was never spoken.
  const clip = text ? call.clipOf(text) : null;

  function play(): void {
    const { phase } = call.state;
    if (!isDue || phase === 'closing' || phase === 'over' || !text || !clip) return;
    const unplayedMs = call.playback.unplayedMs(call.clock.monotonicMs());
    if (unplayedMs > 0) {
      cancelTimer = call.later(play, unplayedMs + quietMs.waiting);
      return;
    }
    isDue = false;
    const itemId = call.nextId('filler');
    call.tell({ type: 'agent_began', itemId });
    call.tell({ type: 'agent_said', itemId, text });
    call.bridge.playClip(itemId, clip.payload);
  }

  return {
    soon(caller: 'waiting' | 'idle'): void {
      if (isDue) return;
      isDue = true;
      cancelTimer();
      cancelTimer = call.later(play, quietMs[caller]);
    },

    stop(): void {
      isDue = false;
      cancelTimer();
    },
  };
}

/** It is no answer to anything: a model that is told what was said need not know it. */
export function isFiller(itemId: string): boolean {
  return itemId.startsWith('foyer_filler_');
}
