import type { Turn } from '@/lib/contracts/call';
import { notStored } from '@/lib/contracts/recording';
import type { CallStore } from '../ports/call-store';
import { Collector, type Heard } from '../transcript/collector';

/** What is said goes to the record and to whoever watches, with the time since the call was answered. */
export function makeTranscript(store: Pick<CallStore, 'saveTurn'>, sinceAnswerMs: () => number) {
  const collector = new Collector();
  const listeners = new Set<(turn: Turn) => void>();
  const last = new Map<number, Turn>();
  let isHidden = false;

  function save(turns: Turn[]): void {
    for (const said of turns) {
      const turn = isHidden ? withoutCaller(said) : said;
      if (said.speaker === 'caller' || said.speaker === 'tool') last.set(said.sequence, turn);
      store.saveTurn(turn);
      for (const listener of listeners) listener(turn);
    }
  }

  return {
    hideCaller(): void {
      isHidden = true;
      save([...last.values()]);
    },
    areWordsHidden: () => isHidden,
    tell: (event: Heard): void => save(collector.hear(event, sinceAnswerMs())),
    close: (): void => save(collector.close(sinceAnswerMs())),
    isWaitingForWords: () => collector.isWaitingForWords(),
    soFar: () => collector.soFar(),
    listen(listener: (turn: Turn) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What a caller who declined has said, and what tools were told of it. */
function withoutCaller(turn: Turn): Turn {
  if (turn.speaker === 'caller') return { ...turn, text: turn.text && notStored, unheardText: '' };
  if (turn.speaker === 'tool')
    return { ...turn, detail: turn.detail && { name: turn.detail.name, ok: turn.detail.ok ?? null } };
  return turn;
}
