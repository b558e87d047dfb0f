import { expect, it } from 'vitest';
import { answer, callerSays, makeCall } from '../../support/make-call';

const usage = (tokens: number) => ({ input_tokens: tokens, output_tokens: 0 });
const ended = { type: 'response_ended', reason: null } as const;

it('notes every answer with the provider’s own figures, also a failed and a cancelled one', () => {
  const { model, record } = makeCall();
  const ends = ['completed', 'cancelled', 'failed', 'incomplete'] as const;

  for (const [place, status] of ends.entries()) {
    model.report(
      { type: 'response_started', responseId: `resp_${place}`, requestId: null },
      { ...ended, responseId: `resp_${place}`, status, usage: usage(place) },
    );
  }
  model.report({ ...ended, responseId: 'resp_free', status: 'failed', usage: null });

  expect(record.used).toEqual(
    ends.map((_, place) => ({
      kind: 'response',
      providerId: `resp_${place}`,
      model: 'gpt-realtime-2.1',
      raw: usage(place),
    })),
  );
});

it('notes what hearing the caller cost, by the item that was heard', () => {
  const { model, record } = makeCall();
  const raw = { type: 'duration', seconds: 2.1 };

  model.report({ type: 'caller_words_done', itemId: 'item_1', text: 'Hello?', usage: raw });
  callerSays(model, 'item_2', 'No figures came with this.');

  expect(record.used).toEqual([{ kind: 'transcription', providerId: 'item_1', model: 'gpt-transcribe', raw }]);
});

it('waits at the end for an answer that still runs, and stops it', async () => {
  const { session, model, record, clock } = makeCall();
  answer(model, 'late', { ms: 400, words: 'We are open', ended: false });

  const ending = session.end('caller_hung_up');
  model.report({ ...ended, responseId: 'resp_late', status: 'cancelled', usage: usage(700) });
  clock.advance(50);
  await ending;

  expect(model.took()).toContainEqual(['cancelResponse', 'resp_late']);
  expect(record.used.map(({ kind, raw }) => [kind, raw])).toEqual([
    ['response', usage(700)],
    ['carrier_minutes', { seconds: 1, minutes: 1 }],
  ]);
});

it('waits for no answer longer than for late words', async () => {
  const { session, model, record, clock } = makeCall();
  answer(model, 'lost', { ms: 400, words: 'We are open', ended: false });

  const ending = session.end('caller_hung_up');
  clock.advance(1500);
  await ending;

  expect(record.used.map(({ kind }) => kind)).toEqual(['carrier_minutes']);
});

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const lost = { type: 'closed', kind: 'lost', code: 'half_open' } as const;

it('is closed only when the model has told all it had begun to tell', async () => {
  const { session, model, record } = makeCall();
  const goes = model.tellsOn();

  const ending = session.end('caller_hung_up');
  await settled();
  const early = record.ends.length;
  model.report({ ...ended, responseId: 'resp_unseen', status: 'completed', usage: usage(300) });
  model.report({ type: 'caller_words_done', itemId: 'item_9', text: 'Goodbye.', usage: null });
  goes();
  await ending;

  expect([model.isClosed(), early]).toEqual([true, 0]);
  expect(record.used.map(({ raw }) => raw)).toEqual([usage(300), { seconds: 1, minutes: 1 }]);
  expect(record.turns()).toMatchObject([{ speaker: 'caller', text: 'Goodbye.', final: true }]);
  expect(record.ends).toHaveLength(1);
});

it('pays a model that was replaced for what it still told, writes down whom it had heard, and lets it say nothing', async () => {
  const { session, models, model, carrier, record } = makeCall({ clipMs: 500 });
  carrier.playAll();
  const goes = model.tellsOn();
  model.report({ type: 'caller_started', itemId: 'c1' }, { type: 'caller_stopped', itemId: 'c1' }, lost);
  models[1]?.report({ type: 'ready' });
  const before = carrier.sentMs();

  model.report({ type: 'caller_words_done', itemId: 'c1', text: 'Are you open?', usage: { seconds: 2 } });
  answer(model, 'unheard', { ms: 400, words: 'We are open' });
  const ending = session.end('caller_hung_up');
  await settled();
  const early = record.ends.length;
  model.report({ ...ended, responseId: 'resp_late', status: 'completed', usage: usage(50) });
  goes();
  await ending;

  expect(early).toBe(0);
  expect(record.used.map(({ raw }) => raw)).toEqual([{ seconds: 2 }, usage(50), { seconds: 1, minutes: 1 }]);
  expect(record.turns().map(({ speaker, text }) => [speaker, text])).toEqual([
    ['agent', expect.stringContaining('Thank you for calling')],
    ['caller', 'Are you open?'],
  ]);
  expect(carrier.sentMs()).toBe(before);
});

it('counts the carrier’s minutes from the first answer on, once, and none for a browser', async () => {
  const phone = makeCall({ setup: { resumed: { lastSequence: 4, elapsedMs: 59_500 } } });
  const browser = makeCall({ setup: { channel: 'browser' } });

  phone.clock.advance(1_000);
  await Promise.all([phone.session.end('caller_hung_up'), phone.session.end('error')]);
  await browser.session.end('caller_hung_up');

  expect(phone.record.used.map(({ raw }) => raw)).toEqual([{ seconds: 61, minutes: 2 }]);
  expect(browser.record.used).toEqual([]);
});

it('tells how long the caller waited for an answer, from their last word to its first sound', () => {
  const { model, carrier, clock, record } = makeCall({ clipMs: 500 });
  const detection = model.settings()?.turnDetection;
  const silenceDurationMs = detection?.type === 'server_vad' ? detection.silenceDurationMs : 0;
  carrier.playAll();
  model.report({ type: 'caller_started', itemId: 'c1' });
  clock.advance(2_000);
  callerSays(model, 'c1', 'Are you open?');

  clock.advance(400);
  answer(model, 'a1', { ms: 800, words: 'We are.' });
  clock.advance(130);
  carrier.play(100);
  clock.advance(700);
  carrier.playAll();

  const reply = record.turns().at(-1);
  expect(reply).toMatchObject({ speaker: 'agent', text: 'We are.', final: true });
  expect(reply?.gapMs).toBe(silenceDurationMs + 430);
  expect(record.turns().filter(({ gapMs }) => gapMs !== null)).toHaveLength(1);
});
