import type { CutItem } from '../media/playback';
import { splitHeard } from '../transcript/heard-words';
import type { ActiveCall } from './active-call';
import { callerPauses, callerSpeaks, closingCancelled } from './call-state';
import { onGreetingOver } from './on-answer';

/** A greeting of which this much was heard counts as heard. */
const greetingHeardShare = 0.8;
/** An agent that holds the floor gives way to somebody who keeps talking. */
const insistMs = 1200;

export function onCallerStarted(call: ActiveCall, itemId: string): void {
  const isFirm = !call.agent.session.interruptResponse && call.state.phase !== 'closing';
  call.state = callerSpeaks(call.state);
  call.tell({ type: 'caller_began', itemId });
  if (!isFirm) {
    cutIn(call, call.agent.session.interruptResponse);
    return;
  }
  call.later(() => {
    if (call.state.isCallerSpeaking) cutIn(call, false);
  }, insistMs);
}

export function onCallerStopped(call: ActiveCall, itemId: string): void {
  call.state = callerPauses(call.state);
  const { turnDetection } = call.agent.session;
  call.tell({ type: 'caller_stopped', itemId, silentMs: turnDetection.silenceDurationMs });
}

/**
 * The caller speaks over the agent: fall silent first, then make the model forget what was never heard.
 * `serverCancels`: the model stops its running response by itself.
 */
export function cutIn(call: ActiveCall, serverCancels: boolean): void {
  const { playback, carrier, sequencer, bridge } = call;
  const responseId = sequencer.activeResponseId();
  const isBusy = responseId !== null || !playback.isQuiet();

  if (responseId) bridge.discard(responseId);
  const cut = playback.cutOff(call.clock.monotonicMs());
  if (isBusy) carrier.clearAudio();
  sequencer.interrupt(serverCancels);
  for (const item of cut) forgetUnheard(call, item);
  call.state = closingCancelled(call.state);
}

function forgetUnheard(call: ActiveCall, item: CutItem): void {
  const { itemId, heardMs, sentMs } = item;
  call.tell({ type: 'agent_cut', itemId, heardMs, sentMs });
  if (item.sound === 'clip') shortenGreeting(call, item);
  else if (sentMs === 0) call.model.deleteItem(itemId);
  else if (heardMs < sentMs || !item.complete) call.model.truncate(itemId, heardMs);
  if (itemId === call.greeting.itemId) onGreetingOver(call);
}

/** The model made no sound for a clip, so it has none to cut: the words themselves are replaced. */
function shortenGreeting(call: ActiveCall, { itemId, heardMs, sentMs }: CutItem): void {
  if (call.state.phase === 'opening' || itemId !== call.greeting.itemId) return;
  if (heardMs / sentMs >= greetingHeardShare) return;
  const { text } = splitHeard(call.greeting.text, { heardMs, sentMs });
  const replacement = call.nextId('greeting');
  call.model.deleteItem(itemId);
  call.model.addItem({ itemId: replacement, role: 'agent', text: `${text} (interrupted)`.trim(), first: true });
}
