import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPhoneSession, sayText } from './model-client';
import { openPracticeHouse, type PracticeHouse } from './practice-house';

let house: PracticeHouse;

beforeAll(async () => {
  house = await openPracticeHouse();
});

afterEach(() => house.script({}));
afterAll(() => house.close());

describe('a scripted misfortune', () => {
  it('sends late deltas of a cancelled response', async () => {
    await house.script({ lateDeltasAfterCancel: 3 });
    const client = await openPhoneSession(house);
    client.send({ type: 'response.create' });
    await client.next('response.output_audio.delta');
    const before = client.types().length;

    client.send({ type: 'response.cancel' });
    await client.next('response.done');

    const after = client.types().slice(before);
    expect(after.filter((type) => type === 'response.output_audio.delta').length).toBeGreaterThanOrEqual(3);
    client.close();
  });

  it('refuses every truncation', async () => {
    await house.script({ refuseTruncation: true });
    const client = await openPhoneSession(house);
    client.send({ type: 'response.create' });
    const { item } = await client.next('response.output_item.done');

    client.send({ type: 'conversation.item.truncate', item_id: item.id ?? '', content_index: 0, audio_end_ms: 100 });

    expect((await client.next('error')).error.message).toBe('Audio content of 0ms is already shorter than 100ms');
    client.close();
  });

  it('drops the socket in the middle of a sentence', async () => {
    await house.script({ drop: { after: 'audio_deltas', count: 5, code: 1011 } });
    const client = await openPhoneSession(house);

    client.send({ type: 'response.create' });

    expect(await client.closed).toBe(1011);
    expect(client.types().filter((type) => type === 'response.output_audio.delta')).toHaveLength(5);
    expect(client.types()).not.toContain('response.done');
  });

  it('cuts the line without a word', async () => {
    await house.script({ drop: { after: 'responses', count: 1, abrupt: true } });
    const client = await openPhoneSession(house);

    client.send({ type: 'response.create' });

    expect(await client.closed).toBe(1006);
  });

  it('answers one event with an error, then behaves', async () => {
    await house.script({ errors: [{ on: 'response.create', code: 'server_error' }] });
    const client = await openPhoneSession(house);

    client.send({ type: 'response.create', event_id: 'first' });
    const { error } = await client.next('error');
    client.send({ type: 'response.create' });
    const { response } = await client.next('response.done');

    expect([error.code, error.event_id, response.status]).toEqual(['server_error', 'first', 'completed']);
    client.close();
  });

  it('speaks forced sentences and calls forced tools, one a response', async () => {
    await house.script({
      replies: [
        { say: 'First.' },
        { call: { name: 'take_message', arguments: { odd: true } } },
        { fail: 'rate_limit_exceeded' },
      ],
    });
    const client = await openPhoneSession(house);
    const outcomes = [];
    for (let round = 0; round < 3; round++) {
      sayText(client, 'Go on');
      client.send({ type: 'response.create' });
      outcomes.push((await client.next('response.done')).response);
    }

    expect(outcomes).toMatchObject([
      { status: 'completed', output: [{ content: [{ transcript: 'First.' }] }] },
      { status: 'completed', output: [{ type: 'function_call', arguments: '{"odd":true}' }] },
      { status: 'failed', status_details: { error: { code: 'rate_limit_exceeded' } } },
    ]);
    client.close();
  });

  it('answers in text where sound was asked', async () => {
    await house.script({ replies: [{ say: 'Only text.', asText: true }] });
    const client = await openPhoneSession(house);

    client.send({ type: 'response.create' });

    expect((await client.next('response.output_text.done')).text).toBe('Only text.');
    client.close();
  });

  it('never answers, until it is cancelled', async () => {
    await house.script({ silent: true, thinkMs: 0 });
    const client = await openPhoneSession(house);
    client.send({ type: 'response.create' });
    await client.next('rate_limits.updated');

    client.send({ type: 'response.cancel' });

    expect((await client.next('response.done')).response).toMatchObject({ status: 'cancelled', output: [] });
    client.close();
  });

  it('is refused when it is not a script', async () => {
    const response = await fetch(`${house.url}/practice/script`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"explode":true}',
    });

    expect(response.status).toBe(400);
  });
});
