import { z } from 'zod';

/** What a member may ask of a call in progress. */
export const commandKinds = ['end', 'note', 'transfer', 'take_over'] as const;
export type CommandKind = (typeof commandKinds)[number];

export const commandResults = ['done', 'refused', 'call_over', 'failed'] as const;
export type CommandResult = (typeof commandResults)[number];

export const commandExpiresMs = 30_000;
export const longestNote = 500;

/** As the call's server reads it. `text`: the words of a note, or whom to connect; whoever takes a call over names nobody. */
export const callCommandSchema = z.object({
  id: z.uuid(),
  callId: z.uuid(),
  kind: z.enum(commandKinds),
  text: z.string(),
});
export type CallCommand = z.infer<typeof callCommandSchema>;

/** `detail`: a sentence for whoever asked, where the result alone does not say it. */
export type CommandAnswer = { result: CommandResult; detail: string };

const asked = { call: z.uuid(), command: z.uuid() };
const label = z.string().trim().min(1, 'Choose somebody.').max(40);

/** What the portal sends; `command` is chosen there, so that a click that is sent twice asks once. */
export const sendCommandInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...asked, kind: z.literal('end') }),
  z.strictObject({
    ...asked,
    kind: z.literal('note'),
    text: z.string().trim().min(1, 'Write a note first.').max(longestNote, `At most ${longestNote} characters.`),
  }),
  z.strictObject({ ...asked, kind: z.literal('transfer'), text: label }),
  z.strictObject({ ...asked, kind: z.literal('take_over') }),
]);
export type SendCommandInput = z.infer<typeof sendCommandInputSchema>;

/** `waiting`: nobody has answered yet; `expired`: nobody will. */
export type CommandState = CommandAnswer | { result: 'waiting' | 'expired'; detail: string };
