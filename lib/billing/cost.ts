import type { UsageEntry } from '@/lib/contracts/usage';
import { type PriceTable, priceOf, priceTableAt, priceTables } from './prices';
import { readMinutes, readSegments, readSoundMs, readTextTokens, readTokens } from './provider-usage';

/** Whole micro-dollars; the parts are the whole. `cached` is what the model had read before, of sound and of text. */
export type CostSplit = {
  audio: number;
  text: number;
  cached: number;
  transcription: number;
  carrier: number;
  clips: number;
  texts: number;
  summaries: number;
  embeddings: number;
};

export type Cost = {
  microDollars: number;
  split: CostSplit;
  /** The first day of the price table. */
  pricedBy: string;
};

const none: CostSplit = {
  ...{ audio: 0, text: 0, cached: 0, transcription: 0, carrier: 0 },
  ...{ clips: 0, texts: 0, summaries: 0, embeddings: 0 },
};
const million = 1_000_000n;
const minuteMs = 60_000n;

/**
 * What one entry costs, or null for a model that has no price. Exact until the end: the entry's sum is rounded once,
 * half up to a whole micro-dollar, and then shared out among its parts.
 */
export function costOf(
  entry: Pick<UsageEntry, 'kind' | 'model' | 'raw' | 'at'>,
  tables: readonly [PriceTable, ...PriceTable[]] = priceTables,
): Cost | null {
  const table = priceTableAt(entry.at, tables);
  const split = splitOf(entry, table);
  if (!split) return null;
  const microDollars = Object.values(split).reduce((sum, part) => sum + part, 0);
  return { microDollars, split, pricedBy: table.validFrom };
}

function splitOf(
  { kind, model, raw }: Pick<UsageEntry, 'kind' | 'model' | 'raw'>,
  table: PriceTable,
): CostSplit | null {
  if (kind === 'response')
    return asSplit(spokenParts(model, raw, table), ([audio, text, cached]) => ({ audio, text, cached }));
  if (kind === 'clip') return asSplit(spokenParts(model, raw, table), (parts) => ({ clips: sumOf(parts) }));
  if (kind === 'summary') return asSplit(readParts(model, raw, table), (parts) => ({ summaries: sumOf(parts) }));
  if (kind === 'embedding') return asSplit(readParts(model, raw, table), (parts) => ({ embeddings: sumOf(parts) }));
  if (kind === 'text') {
    return asSplit(priceOf(table.segments, model), (price) => ({ texts: readSegments(raw) * price }));
  }
  return asSplit(priceOf(table.minutes, model), (price) =>
    kind === 'carrier_minutes'
      ? { carrier: readMinutes(raw) * price }
      : { transcription: Number(roundHalfUp(BigInt(readSoundMs(raw)) * BigInt(price), minuteMs)) },
  );
}

function asSplit<Known>(known: Known | null, parts: (known: Known) => Partial<CostSplit>): CostSplit | null {
  return known === null ? null : { ...none, ...parts(known) };
}

type Parts = [audio: number, text: number, cached: number];
const sumOf = (parts: Parts) => parts[0] + parts[1] + parts[2];
const at = (amount: number, price: number) => BigInt(amount) * BigInt(price);

function spokenParts(model: string, raw: Record<string, unknown>, table: PriceTable): Parts | null {
  const prices = priceOf(table.tokens, model);
  if (!prices) return null;
  const tokens = readTokens(raw);
  return shareOut(
    [
      at(tokens.audioIn - tokens.audioCached, prices.audioIn) + at(tokens.audioOut, prices.audioOut),
      at(tokens.textIn - tokens.textCached, prices.textIn) + at(tokens.textOut, prices.textOut),
      at(tokens.audioCached, prices.audioCached) + at(tokens.textCached, prices.textCached),
    ],
    million,
  );
}

function readParts(model: string, raw: Record<string, unknown>, table: PriceTable): Parts | null {
  const prices = priceOf(table.textTokens, model);
  if (!prices) return null;
  const tokens = readTextTokens(raw);
  const fresh = at(tokens.in - tokens.cached, prices.in) + at(tokens.out, prices.out);
  return shareOut([0n, fresh, at(tokens.cached, prices.cached)], million);
}

/** Whole numbers whose sum is the rounded sum of the parts; what rounding leaves over goes to the largest fractions. */
function shareOut(parts: readonly [bigint, bigint, bigint], unit: bigint): Parts {
  const total = roundHalfUp(
    parts.reduce((sum, part) => sum + part, 0n),
    unit,
  );
  const shares = parts.map((part, place) => ({ place, whole: part / unit, fraction: part % unit }));
  let left = Number(total - shares.reduce((sum, { whole }) => sum + whole, 0n));
  for (const share of shares.toSorted((a, b) => Number(b.fraction - a.fraction) || a.place - b.place)) {
    if (left-- <= 0) break;
    share.whole += 1n;
  }
  const [audio = 0, text = 0, cached = 0] = shares.map(({ whole }) => Number(whole));
  return [audio, text, cached];
}

function roundHalfUp(amount: bigint, unit: bigint): bigint {
  return (2n * amount + unit) / (2n * unit);
}
