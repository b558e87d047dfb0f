import type { ReturnedCaller } from '@/lib/contracts/transfer';
import { sayExactly } from '../agent/say-exactly';
import type { ActiveCall } from './active-call';
import { modelReady } from './call-state';
import { tellHistory } from './tell-conversation';
import { returnedNote, sayNobodyTook } from './transfer-phrases';

const markGraceMs = 2000;

/** The line is open: the greeting plays at once, whatever the model does. */
export function onAnswer(call: ActiveCall): void {
  const { greeting, bridge } = call;
  if (!greeting.clip) return;
  greeting.itemId = call.nextId('greeting');
  call.tell({ type: 'agent_began', itemId: greeting.itemId });
  call.tell({ type: 'agent_said', itemId: greeting.itemId, text: greeting.text });
  bridge.playClip(greeting.itemId, greeting.clip.payload);
  if (greeting.isProtected) openUpInTime(call);
}

/** The model listens from here on; first it learns what was said without it. */
export function onModelReady(call: ActiveCall): void {
  const { greeting, setup, model, sequencer } = call;
  if (call.state.phase !== 'opening') return;
  call.state = modelReady(call.state);

  tellHistory(call, setup.history);
  if (greeting.itemId) {
    call.told.add(greeting.itemId);
    model.addItem({ itemId: greeting.itemId, role: 'agent', text: greeting.text, first: true });
  } else if (setup.returnedFrom) comeBack(call, setup.returnedFrom);
  else if (setup.resumed) sequencer.request({ mayUseTools: false });
  else sequencer.request({ instructions: sayExactly(greeting.text), mayUseTools: false, withoutHistory: true });

  if (!greeting.isProtected) call.bridge.openInput();
  call.runWaiting();
}

/** A caller is never left unheard because a mark was lost. */
export function openUpInTime(call: ActiveCall): void {
  const remainingMs = call.playback.unplayedMs(call.clock.monotonicMs());
  call.later(() => onGreetingOver(call), remainingMs + markGraceMs);
}

/** The greeting has been heard, or will not be: whoever had to wait is listened to now. */
export function onGreetingOver(call: ActiveCall): void {
  call.greeting.isProtected = false;
  if (call.state.phase !== 'opening') call.bridge.openInput();
}

/** Nobody took the caller: the agent says why, and is there again. */
function comeBack({ model, sequencer, nextId }: ActiveCall, from: ReturnedCaller): void {
  model.addItem({ itemId: nextId('note'), role: 'system', text: returnedNote(from) });
  sequencer.request({ instructions: sayNobodyTook(from), mayUseTools: false });
}
