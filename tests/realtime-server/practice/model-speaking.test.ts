import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pcmFromMuLaw } from '@/realtime-server/practice/sound/mu-law';
import { loudness, pcmFromBytes } from '@/realtime-server/practice/sound/pcm';
import { askHours, audioOf, dentist, openPhoneSession, sayText } from './model-client';
import { openPracticeHouse, type PracticeHouse } from './practice-house';

let house: PracticeHouse;

beforeAll(async () => {
  house = await openPracticeHouse();
});

afterAll(() => house.close());

describe('an answer', () => {
  it('comes as the ladder of events that the real model sends', async () => {
    const client = await askHours(house);

    await client.next('response.done');

    const ladder = client.types().slice(client.types().indexOf('response.created'));
    expect(ladder.filter((type, i) => type !== ladder[i - 1] && !type.endsWith('.delta'))).toEqual([
      'response.created',
      'rate_limits.updated',
      'response.output_item.added',
      'conversation.item.added',
      'response.content_part.added',
      'response.output_audio.done',
      'response.output_audio_transcript.done',
      'response.content_part.done',
      'response.output_item.done',
      'conversation.item.done',
      'response.done',
    ]);
    expect(client.events.every((event) => 'event_id' in event)).toBe(true);
    client.close();
  });

  it('is sound of the asked format, as long as the words, faster than it plays', async () => {
    const client = await askHours(house);
    const startedAt = performance.now();

    await client.next('response.done');

    const sound = pcmFromMuLaw(audioOf(client));
    const playsMs = sound.length / 8;
    expect(playsMs).toBeGreaterThan(3000);
    expect(playsMs).toBeLessThan(9000);
    expect(loudness(sound)).toBeGreaterThan(0.03);
    expect(performance.now() - startedAt).toBeLessThan(playsMs / 2);
    client.close();
  });

  it('says what the facts say, in deltas that add up to the transcript', async () => {
    const client = await askHours(house);

    const { transcript } = await client.next('response.output_audio_transcript.done');

    const deltas = client.events.filter((event) => event.type === 'response.output_audio_transcript.delta');
    expect(deltas.map(({ delta }) => delta).join('')).toBe(transcript);
    expect(transcript).toContain('On Saturday we are open from 9 am to noon.');
    client.close();
  });

  it('is PCM at 24 kHz when the session is', async () => {
    const client = await openPhoneSession(house, { audio: { output: { voice: 'cedar' } } });
    client.send({
      type: 'session.update',
      session: { type: 'realtime', audio: { output: { format: { type: 'audio/pcm', rate: 24_000 } } } },
    });
    client.send({ type: 'response.create' });

    await client.next('response.done');

    const pcm = pcmFromBytes(audioOf(client));
    expect(pcm.length / 24_000).toBeGreaterThan(1);
    expect(loudness(pcm)).toBeGreaterThan(0.03);
    client.close();
  });

  it('is text alone in text mode', async () => {
    const client = await openPhoneSession(house, { instructions: dentist, output_modalities: ['text'] });
    sayText(client, 'Do you take insurance?');
    client.send({ type: 'response.create' });

    const { text } = await client.next('response.output_text.done');
    const { response } = await client.next('response.done');

    expect(text).toContain('Delta Dental');
    expect(response.output?.[0]).toMatchObject({ content: [{ type: 'output_text', text }] });
    expect(client.types()).not.toContain('response.output_audio.delta');
    client.close();
  });

  it('counts its tokens: 50 ms of speech each, and the repeated beginning cached', async () => {
    const client = await askHours(house);
    const { response: first } = await client.next('response.done');
    const firstMs = audioOf(client).length / 8;
    sayText(client, 'Do you take insurance?');
    client.send({ type: 'response.create' });

    const { response: second } = await client.next('response.done');

    expect(first.usage?.output_token_details?.audio_tokens).toBe(Math.ceil(firstMs / 50));
    expect(first.usage?.input_token_details?.cached_tokens).toBe(0);
    expect(second.usage?.input_tokens).toBeGreaterThan(first.usage?.input_tokens ?? 0);
    expect(second.usage?.input_token_details?.cached_tokens).toBeGreaterThan(100);
    expect(second.usage?.total_tokens).toBe((second.usage?.input_tokens ?? 0) + (second.usage?.output_tokens ?? 0));
    client.close();
  });

  it('stops at max_output_tokens and says so', async () => {
    const client = await openPhoneSession(house, { instructions: dentist });
    sayText(client, 'What are your opening hours?');
    client.send({ type: 'response.create', response: { max_output_tokens: 20 } });

    const { response } = await client.next('response.done');

    expect([response.status, response.status_details?.reason]).toEqual(['incomplete', 'max_output_tokens']);
    client.close();
  });

  it('speaks a given sentence word for word', async () => {
    const client = await openPhoneSession(house);
    const instructions = 'Say exactly this, and nothing else: "Thank you for calling Bright Smile. Goodbye!"';
    client.send({ type: 'response.create', response: { instructions } });

    const { transcript } = await client.next('response.output_audio_transcript.done');

    expect(transcript).toBe('Thank you for calling Bright Smile. Goodbye!');
    client.close();
  });

  it('stays out of the conversation when asked out of band, and carries its metadata', async () => {
    const client = await openPhoneSession(house);
    client.send({
      type: 'response.create',
      response: {
        conversation: 'none',
        metadata: { purpose: 'greeting' },
        input: [],
        instructions: 'Say exactly: "One moment please."',
      },
    });

    const { response } = await client.next('response.done');

    expect(response).toMatchObject({ conversation_id: null, metadata: { purpose: 'greeting' }, status: 'completed' });
    expect(client.types()).not.toContain('conversation.item.added');
    client.close();
  });
});

describe('one answer at a time', () => {
  it('refuses a second response while one is active, and leaves the first alone', async () => {
    const client = await askHours(house);
    client.send({ type: 'response.create', event_id: 'second' });

    const { error } = await client.next('error');
    const { response } = await client.next('response.done');

    expect(error).toMatchObject({ code: 'conversation_already_has_active_response', event_id: 'second' });
    expect(response.status).toBe('completed');
    client.close();
  });

  it('is cancelled at once, with what was made of it', async () => {
    const client = await askHours(house);
    await client.next('response.output_audio.delta');

    client.send({ type: 'response.cancel' });
    const { item } = await client.next('response.output_item.done');
    const { response } = await client.next('response.done');

    expect(item).toMatchObject({ status: 'incomplete' });
    expect([response.status, response.status_details?.reason]).toEqual(['cancelled', 'client_cancelled']);
    expect(response.usage?.output_tokens).toBeGreaterThan(0);
    client.close();
  });

  it('has nothing to cancel when nothing is active', async () => {
    const client = await openPhoneSession(house);

    client.send({ type: 'response.cancel', event_id: 'late' });

    expect((await client.next('error')).error).toMatchObject({ code: 'response_cancel_not_active', event_id: 'late' });
    client.close();
  });
});
