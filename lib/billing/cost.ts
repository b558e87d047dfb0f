import type { UsageEntry } from '@/lib/contracts/usage';
import { type PriceTable, priceOf, priceTableAt, priceTables } from './prices';
import { readMinutes, readSoundMs, readTokens } from './provider-usage';

/** Whole micro-dollars; the parts are the whole. `cached` is what the model had read before, of sound and of text. */
export type CostSplit = { audio: number; text: number; cached: number; transcription: number; carrier: number };

export type Cost = {
  microDollars: number;
  split: CostSplit;
  /** The first day of the price table. */
  pricedBy: string;
};

const none: CostSplit = { audio: 0, text: 0, cached: 0, transcription: 0, carrier: 0 };
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
  const microDollars = split.audio + split.text + split.cached + split.transcription + split.carrier;
  return { microDollars, split, pricedBy: table.validFrom };
}

function splitOf(
  { kind, model, raw }: Pick<UsageEntry, 'kind' | 'model' | 'raw'>,
  table: PriceTable,
): CostSplit | null {
  if (kind === 'response') return responseSplit(model, raw, table);
  const perMinute = priceOf(table.minutes, model);
  if (perMinute === null) return null;
  if (kind === 'carrier_minutes') return { ...none, carrier: readMinutes(raw) * perMinute };
  return { ...none, transcription: Number(roundHalfUp(BigInt(readSoundMs(raw)) * BigInt(perMinute), minuteMs)) };
}

function responseSplit(model: string, raw: Record<string, unknown>, table: PriceTable): CostSplit | null {
  const prices = priceOf(table.tokens, model);
  if (!prices) return null;
  const tokens = readTokens(raw);
  const at = (amount: number, price: number) => BigInt(amount) * BigInt(price);
  const [audio = 0, text = 0, cached = 0] = shareOut(
    [
      at(tokens.audioIn - tokens.audioCached, prices.audioIn) + at(tokens.audioOut, prices.audioOut),
      at(tokens.textIn - tokens.textCached, prices.textIn) + at(tokens.textOut, prices.textOut),
      at(tokens.audioCached, prices.audioCached) + at(tokens.textCached, prices.textCached),
    ],
    million,
  );
  return { ...none, audio, text, cached };
}

/** Whole numbers whose sum is the rounded sum of the parts; what rounding leaves over goes to the largest fractions. */
function shareOut(parts: readonly bigint[], unit: bigint): number[] {
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
  return shares.map(({ whole }) => Number(whole));
}

function roundHalfUp(amount: bigint, unit: bigint): bigint {
  return (2n * amount + unit) / (2n * unit);
}
