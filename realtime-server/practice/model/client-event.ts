import { z } from 'zod';
import { responseOptionsSchema, sessionPatchSchema } from './session-config';

const itemId = z.string().min(1).max(32);
const inputText = z.strictObject({ type: z.literal('input_text'), text: z.string() });
const inputAudio = z.strictObject({
  type: z.literal('input_audio'),
  audio: z.string().optional(),
  transcript: z.string().nullable().optional(),
});
const outputText = z.strictObject({ type: z.literal('output_text'), text: z.string() });

const itemHead = {
  id: itemId.optional(),
  object: z.literal('realtime.item').optional(),
  status: z.enum(['completed', 'incomplete', 'in_progress']).optional(),
};

const messageItem = z.discriminatedUnion('role', [
  z.strictObject({
    ...itemHead,
    type: z.literal('message'),
    role: z.literal('user'),
    content: z.array(z.discriminatedUnion('type', [inputText, inputAudio])),
  }),
  z.strictObject({
    ...itemHead,
    type: z.literal('message'),
    role: z.literal('system'),
    content: z.array(inputText),
  }),
  z.strictObject({
    ...itemHead,
    type: z.literal('message'),
    role: z.literal('assistant'),
    content: z.array(outputText),
  }),
]);

export const newItemSchema = z.discriminatedUnion('type', [
  messageItem,
  z.strictObject({
    ...itemHead,
    type: z.literal('function_call'),
    name: z.string(),
    arguments: z.string(),
    call_id: z.string().optional(),
  }),
  z.strictObject({
    ...itemHead,
    type: z.literal('function_call_output'),
    call_id: z.string(),
    output: z.string(),
  }),
]);

const head = { event_id: z.string().max(512).optional() };

const inputItem = z.discriminatedUnion('type', [
  newItemSchema,
  z.strictObject({ type: z.literal('item_reference'), id: z.string() }),
]);

export const clientEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...head, type: z.literal('session.update'), session: sessionPatchSchema }),
  z.strictObject({ ...head, type: z.literal('input_audio_buffer.append'), audio: z.string() }),
  z.strictObject({ ...head, type: z.literal('input_audio_buffer.commit') }),
  z.strictObject({ ...head, type: z.literal('input_audio_buffer.clear') }),
  z.strictObject({
    ...head,
    type: z.literal('conversation.item.create'),
    previous_item_id: z.string().nullable().optional(),
    item: newItemSchema,
  }),
  z.strictObject({
    ...head,
    type: z.literal('conversation.item.truncate'),
    item_id: z.string(),
    content_index: z.int().min(0),
    audio_end_ms: z.int().min(0),
  }),
  z.strictObject({ ...head, type: z.literal('conversation.item.delete'), item_id: z.string() }),
  z.strictObject({ ...head, type: z.literal('conversation.item.retrieve'), item_id: z.string() }),
  z.strictObject({
    ...head,
    type: z.literal('response.create'),
    response: responseOptionsSchema(inputItem).optional(),
  }),
  z.strictObject({ ...head, type: z.literal('response.cancel'), response_id: z.string().optional() }),
]);

export type ClientEvent = z.infer<typeof clientEventSchema>;
export type NewItem = z.infer<typeof newItemSchema>;
export type ResponseOptions = NonNullable<Extract<ClientEvent, { type: 'response.create' }>['response']>;
