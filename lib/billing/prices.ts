/** Whole micro-dollars for a million tokens: 32,000,000 is 32 dollars. */
export type TokenPrices = {
  audioIn: number;
  audioCached: number;
  audioOut: number;
  textIn: number;
  textCached: number;
  textOut: number;
};

/** As above, for models that read and write alone; what only reads writes nothing. */
export type TextPrices = { in: number; cached: number; out: number };

export type PriceTable = {
  /** The first UTC day on which it holds. */
  validFrom: string;
  tokens: Readonly<Record<string, TokenPrices>>;
  textTokens: Readonly<Record<string, TextPrices>>;
  /** Whole micro-dollars a minute. */
  minutes: Readonly<Record<string, number>>;
  /** Whole micro-dollars a segment of a text. */
  segments: Readonly<Record<string, number>>;
};

export const carrierLine = 'carrier-inbound-us-local';
/** Somebody whom we ring for a caller. */
export const carrierLeg = 'carrier-outbound-us-local';

/** What brings a text; the networks' own fees come on top of it, and are known when the carrier says the price. */
export function textLine(direction: 'inbound' | 'outbound', from: string, to: string): string {
  const isAtHome = from.startsWith('+1') && to.startsWith('+1');
  return `sms-${direction}${isAtHome ? '-us' : ''}`;
}

const realtime = { audioIn: 32_000_000, audioCached: 400_000, audioOut: 64_000_000, textIn: 4_000_000 };

/** Oldest first. A price that changes is a new table: what was written under an old one keeps its price. */
export const priceTables: readonly [PriceTable, ...PriceTable[]] = [
  {
    validFrom: '2026-07-01',
    tokens: {
      'gpt-realtime-2.1': { ...realtime, textCached: 400_000, textOut: 24_000_000 },
      'gpt-realtime-2': { ...realtime, textCached: 400_000, textOut: 24_000_000 },
      'gpt-realtime-1.5': { ...realtime, textCached: 400_000, textOut: 16_000_000 },
      'gpt-realtime-2.1-mini': {
        audioIn: 10_000_000,
        audioCached: 300_000,
        audioOut: 20_000_000,
        textIn: 600_000,
        textCached: 60_000,
        textOut: 2_400_000,
      },
    },
    textTokens: {
      'gpt-4.1': { in: 2_000_000, cached: 500_000, out: 8_000_000 },
      'gpt-4.1-mini': { in: 400_000, cached: 100_000, out: 1_600_000 },
      'gpt-4.1-nano': { in: 100_000, cached: 25_000, out: 400_000 },
      'gpt-4o-mini': { in: 150_000, cached: 75_000, out: 600_000 },
      'gpt-5-mini': { in: 250_000, cached: 25_000, out: 2_000_000 },
      'text-embedding-3-small': { in: 20_000, cached: 20_000, out: 0 },
    },
    segments: { 'sms-outbound-us': 8_300, 'sms-inbound-us': 8_300 },
    minutes: {
      'gpt-transcribe': 4_500,
      'gpt-live-transcribe': 17_000,
      'gpt-realtime-whisper': 17_000,
      [carrierLine]: 8_500,
      [carrierLeg]: 14_000,
    },
  },
];

/** What came before the first table is priced by it. */
export function priceTableAt(at: string, tables: readonly [PriceTable, ...PriceTable[]] = priceTables): PriceTable {
  const day = new Date(at).toISOString().slice(0, 10);
  return tables.findLast(({ validFrom }) => validFrom <= day) ?? tables[0];
}

/** A dated snapshot of a model costs what the model costs. */
export function priceOf<Price>(prices: Readonly<Record<string, Price>>, model: string): Price | null {
  const family = model.replace(/-\d{4}-\d{2}-\d{2}$/, '');
  const known = [model, family].find((name) => Object.hasOwn(prices, name));
  return known === undefined ? null : (prices[known] ?? null);
}
