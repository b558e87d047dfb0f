import type { CutItem } from '../media/playback';
import { splitHeard } from '../transcript/heard-words';
import type { ActiveCall } from './active-call';
import { closingCancelled } from './call-state';
import { onGreetingOver } from './on-answer';

/** Words of which this much was heard count as heard. */
const wholeShare = 0.8;

/** Somebody hears the agent, or is about to. */
export function isAgentBusy({ sequencer, playback }: ActiveCall): boolean {
  return sequencer.activeResponseId() !== null || !playback.isQuiet();
}

/**
 * The caller speaks over the agent: fall silent first, then make the model forget what was never heard.
 * `serverCancels`: the model stops its running response by itself. Gives what was cut, in order.
 */
export function cutIn(call: ActiveCall, serverCancels: boolean): CutItem[] {
  const { playback, carrier, sequencer, bridge } = call;
  const responseId = sequencer.activeResponseId();
  const isBusy = isAgentBusy(call);

  if (responseId) bridge.discard(responseId);
  const cut = playback.cutOff(call.clock.monotonicMs());
  if (isBusy) carrier.clearAudio();
  sequencer.interrupt(serverCancels);
  for (const item of cut) forgetUnheard(call, item);
  const { closing } = call.state;
  call.state = closingCancelled(call.state);
  if (closing && !call.state.closing) call.closingCancelled();
  return cut;
}

function forgetUnheard(call: ActiveCall, item: CutItem): void {
  const { itemId, heardMs, sentMs } = item;
  call.tell({ type: 'agent_cut', itemId, heardMs, sentMs });
  if (item.sound === 'clip') shortenWords(call, item);
  else if (sentMs === 0) call.model.deleteItem(itemId);
  else if (heardMs < sentMs || !item.complete) call.model.truncate(itemId, heardMs);
  if (itemId === call.greeting.itemId) onGreetingOver(call);
}

/** The model made no sound for a clip, so it has none to cut: the words it was told are replaced. */
function shortenWords(call: ActiveCall, item: CutItem): void {
  if (call.state.phase === 'opening' || item.heardMs / item.sentMs >= wholeShare) return;
  if (item.itemId === call.greeting.itemId) {
    const { text } = splitHeard(call.greeting.text, item);
    replaceWords(call, item.itemId, { text, first: true });
  } else if (call.told.has(item.itemId)) {
    const heard = call.soFar().find(({ id }) => id === item.itemId);
    replaceWords(call, item.itemId, { text: heard?.turn.text ?? '' });
  }
}

function replaceWords(call: ActiveCall, itemId: string, { text, first }: { text: string; first?: boolean }): void {
  const replacement = call.nextId('heard');
  call.model.deleteItem(itemId);
  call.model.addItem({ itemId: replacement, role: 'agent', text: `${text} (interrupted)`.trim(), first });
}
