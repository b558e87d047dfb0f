import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askHours, audioOf, dentist, openPhoneSession, sayText } from './model-client';
import { openPracticeHouse, type PracticeHouse } from './practice-house';

let house: PracticeHouse;

beforeAll(async () => {
  house = await openPracticeHouse();
});

afterAll(() => house.close());

describe('truncation', () => {
  it('cuts spoken audio and forgets the words of it', async () => {
    const client = await askHours(house);
    const { item } = await client.next('response.output_item.done');
    const itemId = item.id ?? '';

    client.send({ type: 'conversation.item.truncate', item_id: itemId, content_index: 0, audio_end_ms: 400 });
    await client.next('conversation.item.truncated');
    client.send({ type: 'conversation.item.retrieve', item_id: itemId });

    expect((await client.next('conversation.item.retrieved')).item).toMatchObject({ content: [{ transcript: null }] });
    client.close();
  });

  it('refuses more than there is, in the words of the real server', async () => {
    const client = await askHours(house);
    const { item } = await client.next('response.output_item.done');
    const audioMs = Math.floor(audioOf(client).length / 8);

    client.send({ type: 'conversation.item.truncate', item_id: item.id ?? '', content_index: 0, audio_end_ms: 57_340 });

    expect((await client.next('error')).error).toMatchObject({
      code: null,
      message: `Audio content of ${audioMs}ms is already shorter than 57340ms`,
    });
    client.close();
  });

  it('refuses what is not the sound of the model', async () => {
    const client = await openPhoneSession(house);
    sayText(client, 'Hello');
    const { item } = await client.next('conversation.item.done');

    client.send({ type: 'conversation.item.truncate', item_id: item.id ?? '', content_index: 0, audio_end_ms: 0 });
    const { error } = await client.next('error');
    client.send({ type: 'conversation.item.truncate', item_id: 'nobody', content_index: 0, audio_end_ms: 0 });
    const { error: unknown } = await client.next('error');

    expect(error.message).toBe('Only model output audio messages can be truncated.');
    expect(unknown.code).toBe('item_not_found');
    client.close();
  });
});

describe('items', () => {
  it('are placed where the client says, and gone when deleted', async () => {
    const client = await openPhoneSession(house);
    const message = (id: string) => ({
      type: 'message' as const,
      id,
      role: 'system' as const,
      content: [{ type: 'input_text' as const, text: id }],
    });
    client.send({ type: 'conversation.item.create', item: message('one') });
    client.send({ type: 'conversation.item.create', item: message('two') });
    client.send({ type: 'conversation.item.create', item: message('zero'), previous_item_id: 'root' });
    client.send({ type: 'conversation.item.create', item: message('half'), previous_item_id: 'zero' });
    client.send({ type: 'conversation.item.delete', item_id: 'two' });
    await client.next('conversation.item.deleted');
    client.send({ type: 'conversation.item.create', item: message('late'), previous_item_id: 'two' });

    const { error } = await client.next('error');

    const added = client.events.filter((event) => event.type === 'conversation.item.added');
    expect(added.map(({ previous_item_id }) => previous_item_id)).toEqual([null, 'one', null, 'zero']);
    expect(error.code).toBe('item_not_found');
    client.close();
  });

  it('of the assistant may be text, never audio', async () => {
    const client = await openPhoneSession(house);
    client.send({
      type: 'conversation.item.create',
      item: { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hello, this is Sofia.' }] },
    });
    const { item } = await client.next('conversation.item.done');

    client.sendRaw(
      '{"type":"conversation.item.create","item":{"type":"message","role":"assistant","content":[{"type":"output_audio"}]}}',
    );

    expect(item).toMatchObject({ object: 'realtime.item', content: [{ type: 'output_text' }] });
    expect((await client.next('error')).error.param).toBe('item.content[0].type');
    client.close();
  });

  it('that answer a tool need the call they answer', async () => {
    const client = await openPhoneSession(house);

    client.send({
      type: 'conversation.item.create',
      item: { type: 'function_call_output', call_id: 'call_nobody_made', output: '{}' },
    });

    expect((await client.next('error')).error.code).toBe('invalid_tool_call_id');
    client.close();
  });
});

describe('tools', () => {
  it('are called with goodbye said first, their arguments whole when the item is done', async () => {
    const client = await openPhoneSession(house, {
      instructions: dentist,
      tools: [
        {
          type: 'function',
          name: 'end_call',
          parameters: {
            type: 'object',
            properties: { reason: { type: 'string', enum: ['caller_done', 'wrong_number'] } },
            required: ['reason'],
          },
        },
      ],
    });
    sayText(client, 'That is all, thank you. Goodbye.');
    client.send({ type: 'response.create' });

    const args = await client.next('response.function_call_arguments.done');
    const { response } = await client.next('response.done');

    expect(args).toMatchObject({ name: 'end_call', arguments: '{"reason":"caller_done"}' });
    expect(response.output).toMatchObject([
      { type: 'message', content: [{ transcript: 'Thank you for calling Bright Smile Dental. Goodbye.' }] },
      { type: 'function_call', name: 'end_call', status: 'completed', arguments: '{"reason":"caller_done"}' },
    ]);
    client.close();
  });

  it('are left alone when tool_choice is none', async () => {
    const client = await openPhoneSession(house, { tools: [{ type: 'function', name: 'end_call' }] });
    sayText(client, 'Goodbye.');
    client.send({ type: 'response.create', response: { tool_choice: 'none' } });

    const { response } = await client.next('response.done');

    expect(response.output?.map(({ type }) => type)).toEqual(['message']);
    client.close();
  });
});
