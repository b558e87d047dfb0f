import type { CutItem } from '../media/playback';
import { splitHeard } from '../transcript/heard-words';

const mostItems = 8;

/** The words of the agent's last few answers, for what is still to be said of them. */
export function makeAgentWords() {
  const words = new Map<string, string>();
  let lastItemId = '';

  function keep(itemId: string, text: string): void {
    words.set(itemId, text);
    lastItemId = itemId;
    for (const oldest of words.keys()) {
      if (words.size <= mostItems) break;
      words.delete(oldest);
    }
  }

  return {
    grew: (itemId: string, delta: string): void => keep(itemId, (words.get(itemId) ?? '') + delta),
    said: keep,
    endInQuestion: () => /[?？]["”’')]*\s*$/.test(words.get(lastItemId) ?? ''),
    unheardOf: (cut: CutItem[]): string =>
      cut
        .map((item) => splitHeard((words.get(item.itemId) ?? '').trim(), item).unheardText)
        .filter(Boolean)
        .join(' '),
  };
}
