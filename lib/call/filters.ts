import { type CallChannel, type CallOutcome, callChannels, callOutcomes } from '@/lib/contracts/call';
import { addDays, isDay, localDay, startOfDay } from './local-day';

export const callRanges = ['today', '7d', '30d', '90d', 'all'] as const;
export type CallRange = (typeof callRanges)[number];
export const defaultRange: CallRange = '30d';

export const callKinds = ['real', 'test'] as const;
export type CallKind = (typeof callKinds)[number];

/** What the address of the list asks for; whatever it says wrongly is left out. */
export type CallFilters = {
  range: CallRange | 'custom';
  /** Local days, both included; only of a custom range. */
  fromDay: string | null;
  toDay: string | null;
  outcome: CallOutcome | null;
  channel: CallChannel | null;
  kind: CallKind | null;
  /** One of the tenant's numbers, as dialled. */
  number: string | null;
  /** A part of the caller's number: digits only. */
  callerDigits: string;
  /** What was said; empty where the search has no letters and is taken for a number. */
  words: string;
};

export type SearchParams = Record<string, string | string[] | undefined>;

const one = (params: SearchParams, name: string): string => [params[name] ?? ''].flat()[0] ?? '';

function oneOf<Choice extends string>(choices: readonly Choice[], text: string): Choice | null {
  return choices.find((choice) => choice === text) ?? null;
}

export function readFilters(params: SearchParams): CallFilters {
  const [from, to] = [one(params, 'from'), one(params, 'to')];
  const fromDay = isDay(from) ? from : null;
  const toDay = isDay(to) ? to : null;
  const number = one(params, 'number');
  const search = one(params, 'q').trim().slice(0, 200);
  const isNumber = !/\p{L}/u.test(search);

  return {
    range: fromDay || toDay ? 'custom' : (oneOf(callRanges, one(params, 'range')) ?? defaultRange),
    fromDay,
    toDay,
    outcome: oneOf(callOutcomes, one(params, 'outcome')),
    channel: oneOf(callChannels, one(params, 'channel')),
    kind: oneOf(callKinds, one(params, 'kind')),
    number: /^\+[1-9]\d{7,14}$/.test(number) ? number : null,
    callerDigits: isNumber ? search.replace(/\D/g, '').slice(0, 15) : '',
    words: isNumber ? '' : search,
  };
}

/** Whether anything but the range narrows the list. */
export function isNarrowed(filters: CallFilters): boolean {
  const { outcome, channel, kind, number, callerDigits, words } = filters;
  return Boolean(outcome || channel || kind || number || callerDigits || words);
}

/** From the first moment, up to and without the last; null is open. */
export type CallSpan = { from: Date | null; until: Date | null; firstDay: string | null; lastDay: string };

const rangeDays: Record<Exclude<CallRange, 'all'>, number> = { today: 1, '7d': 7, '30d': 30, '90d': 90 };

/** The range as moments: days begin and end at the tenant's midnight. */
export function spanOf(filters: CallFilters, timeZone: string, now: Date): CallSpan {
  const today = localDay(now, timeZone);
  if (filters.range === 'all') return { from: null, until: null, firstDay: null, lastDay: today };

  if (filters.range === 'custom') {
    const { fromDay, toDay } = filters;
    return {
      from: fromDay ? startOfDay(fromDay, timeZone) : null,
      until: toDay ? startOfDay(addDays(toDay, 1), timeZone) : null,
      firstDay: fromDay,
      lastDay: toDay ?? today,
    };
  }

  const firstDay = addDays(today, 1 - rangeDays[filters.range]);
  return { from: startOfDay(firstDay, timeZone), until: null, firstDay, lastDay: today };
}

const rangeWords: Record<CallRange, string> = {
  today: 'today',
  '7d': 'in the last 7 days',
  '30d': 'in the last 30 days',
  '90d': 'in the last 90 days',
  all: 'since the beginning',
};

export function describeRange(filters: CallFilters): string {
  if (filters.range !== 'custom') return rangeWords[filters.range];
  if (filters.fromDay && filters.toDay) return `from ${filters.fromDay} to ${filters.toDay}`;
  return filters.fromDay ? `since ${filters.fromDay}` : `until ${filters.toDay}`;
}
