import type { Turn } from '@/lib/contracts/call';
import type { CallStore } from '../ports/call-store';
import { Collector, type Heard } from '../transcript/collector';

/** What is said goes to the record and to whoever watches, with the time since the call was answered. */
export function makeTranscript(store: Pick<CallStore, 'saveTurn'>, sinceAnswerMs: () => number) {
  const collector = new Collector();
  const listeners = new Set<(turn: Turn) => void>();

  function save(turns: Turn[]): void {
    for (const turn of turns) {
      store.saveTurn(turn);
      for (const listener of listeners) listener(turn);
    }
  }

  return {
    tell: (event: Heard): void => save(collector.hear(event, sinceAnswerMs())),
    close: (): void => save(collector.close(sinceAnswerMs())),
    isWaitingForWords: () => collector.isWaitingForWords(),
    listen(listener: (turn: Turn) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
