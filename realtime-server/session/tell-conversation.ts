import { z } from 'zod';
import type { CallSetup } from '../ports/call-setup';
import type { ActiveCall } from './active-call';
import { isFiller } from './filler';
import { noteOfTheTeam } from './phrases';

/** Something that was said or used before the model came in. */
type Before = { id: string; speaker: string; text: string; detail?: unknown; interrupted?: boolean };

const used = z.object({
  name: z.string().min(1),
  // What is still running has no result, and of a caller who declined nothing more is kept than this.
  arguments: z.unknown().optional(),
  ok: z.boolean().optional(),
  result: z.unknown().optional(),
});
const brokeOff = {
  ok: false,
  error:
    'The line broke before it was known whether this was done. Say neither that it was nor that it was not; if the caller still wants it, try once more.',
};

/** A session that takes over knows what was said in words: what was heard, never what was meant to be heard. */
export function tellConversation(call: ActiveCall): void {
  call.told.clear();
  for (const { id, turn } of call.soFar()) if (!isFiller(id)) tell(call, { id, ...turn }, null);
}

/** The same for a call that another process began, by what is in the database. */
export function tellHistory(call: ActiveCall, history: CallSetup['history']): void {
  for (const before of history) tell(call, { id: call.nextId('history'), ...before }, brokeOff);
}

function tell(call: ActiveCall, { id, speaker, text, detail, interrupted }: Before, unanswered: object | null): void {
  if (speaker === 'tool') tellTool(call, id, detail, unanswered);
  if (text.trim() === '') return;
  if (speaker === 'system')
    call.model.addItem({ itemId: call.nextId('note'), role: 'system', text: noteOfTheTeam(text) });
  if (speaker === 'caller') call.model.addItem({ itemId: call.nextId('said'), role: 'caller', text });
  if (speaker !== 'agent') return;
  call.told.add(id);
  call.model.addItem({ itemId: id, role: 'agent', text: interrupted ? `${text} (interrupted)` : text });
}

/** A result that is still to come is added when it comes; one that never will is given as a failure. */
function tellTool(call: ActiveCall, toolCallId: string, detail: unknown, unanswered: object | null): void {
  const { success, data } = used.safeParse(detail);
  if (!success) return;
  const argumentsJson = JSON.stringify(data.arguments ?? {});
  call.model.addItem({
    itemId: call.nextId('used'),
    role: 'tool_call',
    toolCallId,
    name: data.name,
    argumentsJson,
  });
  const output = data.ok === undefined ? unanswered : (data.result ?? { ok: data.ok });
  if (output === null) return;
  call.model.addItem({ itemId: call.nextId('result'), role: 'tool', toolCallId, output: JSON.stringify(output) });
}
