import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf } from '@/lib/billing/cost';
import { carrierLine, type PriceTable, priceOf, priceTableAt, priceTables, textLine } from '@/lib/billing/prices';

const at = '2026-11-21T15:30:00.000Z';

type Counts = {
  textIn: number;
  textCached: number;
  audioIn: number;
  audioCached: number;
  textOut: number;
  audioOut: number;
};

function usageOf({ textIn, textCached, audioIn, audioCached, textOut, audioOut }: Counts) {
  return {
    total_tokens: textIn + audioIn + textOut + audioOut,
    input_tokens: textIn + audioIn,
    output_tokens: textOut + audioOut,
    input_token_details: {
      text_tokens: textIn,
      audio_tokens: audioIn,
      image_tokens: 0,
      cached_tokens: textCached + audioCached,
      cached_tokens_details: { text_tokens: textCached, audio_tokens: audioCached, image_tokens: 0 },
    },
    output_token_details: { text_tokens: textOut, audio_tokens: audioOut },
  };
}

const response = (raw: Record<string, unknown>, model = 'gpt-realtime-2.1') =>
  costOf({ kind: 'response', model, raw, at });

const counts: fc.Arbitrary<Counts> = fc
  .record({
    textIn: fc.nat(200_000),
    audioIn: fc.nat(200_000),
    textOut: fc.nat(50_000),
    audioOut: fc.nat(50_000),
    cachedText: fc.double({ min: 0, max: 1, noNaN: true }),
    cachedAudio: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ cachedText, cachedAudio, ...rest }) => ({
    ...rest,
    textCached: Math.floor(rest.textIn * cachedText),
    audioCached: Math.floor(rest.audioIn * cachedAudio),
  }));
const nothing = {
  ...{ audio: 0, text: 0, cached: 0, transcription: 0, carrier: 0 },
  ...{ clips: 0, texts: 0, summaries: 0, embeddings: 0 },
};
const models = Object.keys(priceTables[0].tokens);

describe('what an answer costs', () => {
  it('is counted by the published prices, cached tokens once and at their own', () => {
    const raw = usageOf({ textIn: 1000, textCached: 600, audioIn: 500, audioCached: 200, textOut: 100, audioOut: 300 });

    expect(response(raw)).toEqual({
      microDollars: 400 * 4 + 240 + 300 * 32 + 80 + 100 * 24 + 300 * 64,
      split: { ...nothing, audio: 300 * 32 + 300 * 64, text: 400 * 4 + 100 * 24, cached: 320 },
      pricedBy: '2026-07-01',
    });
  });

  it('is rounded once, half up, and never loses or makes a micro-dollar between its parts', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(...models), (tokens, model) => {
        const prices = priceTables[0].tokens[model];
        const cost = response(usageOf(tokens), model);
        if (!prices || !cost) throw new Error('Every model here has a price.');
        const exact =
          BigInt(tokens.textIn - tokens.textCached) * BigInt(prices.textIn) +
          BigInt(tokens.textCached) * BigInt(prices.textCached) +
          BigInt(tokens.audioIn - tokens.audioCached) * BigInt(prices.audioIn) +
          BigInt(tokens.audioCached) * BigInt(prices.audioCached) +
          BigInt(tokens.textOut) * BigInt(prices.textOut) +
          BigInt(tokens.audioOut) * BigInt(prices.audioOut);
        const parts = Object.values(cost.split);

        expect(BigInt(cost.microDollars)).toBe((exact + 500_000n) / 1_000_000n);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(cost.microDollars);
        for (const part of parts) expect(Number.isSafeInteger(part) && part >= 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('grows with every token and shrinks with every cached one', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(...models), (tokens, model) => {
        const cost = (some: Counts) => response(usageOf(some), model)?.microDollars ?? Number.NaN;

        expect(cost({ ...tokens, audioOut: tokens.audioOut + 1 })).toBeGreaterThan(cost(tokens));
        expect(cost({ ...tokens, audioCached: 0, textCached: 0 })).toBeGreaterThanOrEqual(cost(tokens));
      }),
    );
  });

  it('believes no figure that cannot be: cached never exceeds what was read', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), counts, (nonsense, tokens) => {
        const bad = { ...usageOf(tokens), ...nonsense };
        const over = usageOf({ ...tokens, textCached: tokens.textIn * 3 + 7, audioCached: tokens.audioIn * 5 + 9 });
        const whole = usageOf({ ...tokens, textCached: tokens.textIn, audioCached: tokens.audioIn });

        expect(response(bad)?.microDollars).toBeGreaterThanOrEqual(0);
        expect(response(over)).toEqual(response(whole));
      }),
    );
  });

  it('takes what has no modality for text, and cached tokens without details for text first', () => {
    const bare = { input_tokens: 1000, output_tokens: 10 };
    const vague = {
      input_tokens: 150,
      output_tokens: 0,
      input_token_details: { text_tokens: 100, audio_tokens: 50, cached_tokens: 120 },
    };

    expect(response(bare)?.split).toMatchObject({ text: 1000 * 4 + 10 * 24, audio: 0, cached: 0 });
    expect(response(vague)?.split).toMatchObject({ text: 0, audio: 30 * 32, cached: 48 });
  });
});

describe('what hearing and the line cost', () => {
  it.each([
    ['by the second', { type: 'duration', seconds: 2.1 }, 158],
    ['rounded half up', { type: 'duration', seconds: 0.02 }, 2],
    [
      'by tokens of a tenth of a second',
      { type: 'tokens', input_tokens: 40, input_token_details: { audio_tokens: 30 } },
      225,
    ],
    ['not at all where nothing is told', { type: 'duration', seconds: -3 }, 0],
  ])('transcription %s', (_, raw, microDollars) => {
    const cost = costOf({ kind: 'transcription', model: 'gpt-transcribe', raw, at });

    expect(cost).toMatchObject({ microDollars, split: { transcription: microDollars } });
  });

  it('counts the carrier by the whole minute', () => {
    const cost = costOf({ kind: 'carrier_minutes', model: carrierLine, raw: { minutes: 3, seconds: 121 }, at });

    expect(cost).toMatchObject({ microDollars: 25_500, split: { carrier: 25_500 } });
  });
});

describe('what is no part of a conversation', () => {
  it('has one part of its own, and a greeting costs to the micro-dollar what the same answer would', () => {
    fc.assert(
      fc.property(counts, (tokens) => {
        const clip = costOf({ kind: 'clip', model: 'gpt-realtime-2.1', raw: usageOf(tokens), at });
        const microDollars = response(usageOf(tokens))?.microDollars;

        expect(clip).toEqual({ microDollars, split: { ...nothing, clips: microDollars }, pricedBy: '2026-07-01' });
      }),
    );
  });

  it.each([
    [
      'a summary by tokens read, read before, and written',
      'summary',
      'gpt-4.1-mini',
      700 * 0.4 + 300 * 0.1 + 200 * 1.6,
    ],
    ['an embedding by tokens read', 'embedding', 'text-embedding-3-small', 20],
  ] as const)('%s', (_, kind, model, microDollars) => {
    const read = { prompt_tokens: 1000, total_tokens: 1000 };
    const written = { completion_tokens: 200, prompt_tokens_details: { cached_tokens: 300 } };
    const raw = kind === 'summary' ? { ...read, ...written } : read;
    const part = kind === 'summary' ? 'summaries' : 'embeddings';

    expect(costOf({ kind, model, raw, at })).toMatchObject({ microDollars, split: { [part]: microDollars } });
  });

  it('believes no more tokens to be cached than were read', () => {
    const raw = { prompt_tokens: 100, completion_tokens: 0, prompt_tokens_details: { cached_tokens: 9_000 } };

    expect(costOf({ kind: 'summary', model: 'gpt-4.1-mini', raw, at })?.microDollars).toBe(10);
  });

  it('counts texts by the segment, both ways, and knows no price beyond home', () => {
    const [ours, theirs, abroad] = ['+12025550101', '+13055550177', '+442079460018'];
    const cost = (direction: 'inbound' | 'outbound', to: string) =>
      costOf({ kind: 'text', model: textLine(direction, ours ?? '', to), raw: { segments: 3 }, at });

    expect(cost('outbound', theirs ?? '')).toMatchObject({ microDollars: 24_900, split: { texts: 24_900 } });
    expect(cost('inbound', theirs ?? '')).toMatchObject({ microDollars: 24_900 });
    expect(cost('outbound', abroad ?? '')).toBeNull();
  });
});

describe('the price tables', () => {
  const dearer: PriceTable = { ...priceTables[0], validFrom: '2027-02-01', minutes: { [carrierLine]: 9_000 } };
  const tables = [priceTables[0], dearer] as const;

  it('hold from their first day in UTC until the next one’s', () => {
    const line = { kind: 'carrier_minutes', model: carrierLine, raw: { minutes: 1 } } as const;
    const priced = (when: string) => costOf({ ...line, at: when }, tables);

    expect(priced('2027-01-31T23:59:59.999Z')).toMatchObject({ microDollars: 8_500, pricedBy: '2026-07-01' });
    expect(priced('2027-02-01T00:00:00.000Z')).toMatchObject({ microDollars: 9_000, pricedBy: '2027-02-01' });
    expect(priceTableAt('2020-01-01T00:00:00Z', tables)).toBe(priceTables[0]);
  });

  it('are in order, and hold whole micro-dollars', () => {
    expect(priceTables.map(({ validFrom }) => validFrom)).toEqual(
      priceTables.map(({ validFrom }) => validFrom).toSorted(),
    );
    for (const { tokens, textTokens, minutes, segments } of priceTables) {
      const read = Object.values(textTokens).flatMap((prices) => [prices.in, prices.cached]);
      const spoken = Object.values(tokens).flatMap((prices) => Object.values(prices));
      const all = [...spoken, ...read, ...Object.values(minutes), ...Object.values(segments)];
      for (const price of all) expect(Number.isSafeInteger(price) && price > 0).toBe(true);
    }
  });

  it('know a dated snapshot by its model, and say so when they know nothing', () => {
    const raw = usageOf({ textIn: 1, textCached: 0, audioIn: 0, audioCached: 0, textOut: 0, audioOut: 0 });

    expect(response(raw, 'gpt-realtime-2.1-2026-05-06')).toEqual(response(raw, 'gpt-realtime-2.1'));
    expect(response(raw, 'gpt-of-tomorrow')).toBeNull();
    expect(priceOf(priceTables[0].tokens, 'constructor')).toBeNull();
  });
});
