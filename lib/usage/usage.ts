import type { UsageKind } from '@/lib/contracts/usage';

/** Whole micro-dollars. `cached` is what the model had read before, of sound and of text. */
export type UsageCost = {
  microDollars: number;
  audio: number;
  text: number;
  cached: number;
  transcription: number;
  carrier: number;
  /** Spoken ahead of calls. */
  clips: number;
  texts: number;
  /** By a model, after a call. */
  summaries: number;
  /** What knowledge is found by. */
  embeddings: number;
};

/** One day at the tenant. Test calls are not counted and not timed, but they cost. */
export type UsageDay = UsageCost & {
  day: string;
  calls: number;
  seconds: number;
  testMicroDollars: number;
  /** Of no call. */
  apartMicroDollars: number;
  /** Entries of models that have no price: they are in no sum. */
  unpriced: number;
};

/** `number` is null for calls from a browser, and for what is `apart`: of no call and no number. */
export type UsageOfNumber = {
  number: string | null;
  isTest: boolean;
  isApart: boolean;
  calls: number;
  seconds: number;
  microDollars: number;
};

export type UsagePart = {
  kind: UsageKind;
  model: string;
  entries: number;
  microDollars: number;
  audio: number;
  text: number;
  cached: number;
  unpriced: number;
};

export type PaidForTenant = { tenantId: string; microDollars: number; unpriced: number };

export type UsageTotal = Omit<UsageDay, 'day'>;

const figures = [
  'calls',
  'seconds',
  'microDollars',
  'audio',
  'text',
  'cached',
  'transcription',
  'carrier',
  'clips',
  'texts',
  'summaries',
  'embeddings',
  'testMicroDollars',
  'apartMicroDollars',
  'unpriced',
] as const satisfies readonly (keyof UsageTotal)[];

const noCost: UsageCost = {
  ...{ microDollars: 0, audio: 0, text: 0, cached: 0, transcription: 0, carrier: 0 },
  ...{ clips: 0, texts: 0, summaries: 0, embeddings: 0 },
};
const nothing: UsageTotal = { ...noCost, calls: 0, seconds: 0, testMicroDollars: 0, apartMicroDollars: 0, unpriced: 0 };

export function sumUsage(days: readonly UsageDay[]): UsageTotal {
  const total = { ...nothing };
  for (const day of days) for (const key of figures) total[key] += day[key];
  return total;
}

/** What each kind that is one part is called among the parts; an answer is three. */
const partOf = {
  transcription: 'transcription',
  carrier_minutes: 'carrier',
  clip: 'clips',
  text: 'texts',
  summary: 'summaries',
  embedding: 'embeddings',
} as const satisfies Record<Exclude<UsageKind, 'response'>, keyof UsageCost>;

/** What one call cost, by what it was spent on. */
export function sumParts(parts: readonly UsagePart[]): UsageCost & { unpriced: number } {
  const total = { ...noCost, unpriced: 0 };
  for (const part of parts) {
    total.microDollars += part.microDollars;
    total.audio += part.audio;
    total.text += part.text;
    total.cached += part.cached;
    if (part.kind !== 'response') total[partOf[part.kind]] += part.microDollars;
    total.unpriced += part.unpriced;
  }
  return total;
}
