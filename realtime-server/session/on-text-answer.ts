import type { ActiveCall } from './active-call';

/**
 * A session that began with words written for the agent may answer in text, which nobody hears. The written words
 * become a note, the text is taken back, and the answer is asked for again, once for each caller's turn.
 */
export function makeTextAnswers(call: ActiveCall) {
  let mustAskAgain = false;
  let lastItemId = '';

  return {
    arrived(itemId: string): void {
      if (itemId === lastItemId) return;
      lastItemId = itemId;
      mustAskAgain = true;
      call.model.deleteItem(itemId);
      call.store.noteEvent('text_instead_of_audio', {});
      const { greeting } = call;
      if (!greeting.clip || !greeting.itemId) return;
      call.model.deleteItem(greeting.itemId);
      call.model.addItem({
        itemId: call.nextId('note'),
        role: 'system',
        text: `You have already greeted the caller aloud with these words: "${greeting.text}"`,
        first: true,
      });
      greeting.itemId = null;
    },

    responseEnded(): void {
      if (mustAskAgain) call.sequencer.request();
      mustAskAgain = false;
    },
  };
}
