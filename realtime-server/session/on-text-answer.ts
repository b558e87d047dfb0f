import type { ActiveCall } from './active-call';

/**
 * A session that began with words written for the agent may answer in text, which nobody hears. The written words
 * become a note, the text is taken back, and the answer is asked for again, once for each caller's turn.
 */
export function makeTextAnswers(call: ActiveCall) {
  let mustAskAgain = false;
  let lastItemId = '';

  function noteWhatWasTold(): void {
    const said = call.soFar().filter(({ id, turn }) => call.told.has(id) && turn.text !== '');
    for (const { id } of said) call.model.deleteItem(id);
    call.told.clear();
    if (said.length === 0) return;
    const words = said.map(({ turn }) => `"${turn.text}"`).join(' ');
    call.model.addItem({
      itemId: call.nextId('note'),
      role: 'system',
      text: `You have already greeted the caller and said aloud, in this order: ${words}`,
      first: true,
    });
  }

  return {
    arrived(itemId: string): void {
      if (itemId === lastItemId) return;
      lastItemId = itemId;
      mustAskAgain = true;
      call.model.deleteItem(itemId);
      call.store.noteEvent('text_instead_of_audio', {});
      noteWhatWasTold();
    },

    responseEnded(): void {
      if (mustAskAgain) call.sequencer.request();
      mustAskAgain = false;
    },
  };
}
