import { addDays, daysBetween } from './local-day';

/** Calls of one day, week or month at the tenant, named by its first day. */
export type CallBucket = {
  day: string;
  calls: number;
  answered: number;
  messages: number;
  seconds: number;
  connected: number;
};

export const bucketSizes = ['day', 'week', 'month'] as const;
export type BucketSize = (typeof bucketSizes)[number];

export type CallFigures = {
  calls: number;
  answered: number;
  messages: number;
  seconds: number;
  /** Null where nothing was answered. */
  averageSeconds: number | null;
  answeredPercent: number | null;
};

/** Small enough to see a pattern, large enough to see the bars. */
export function bucketSize(firstDay: string | null, lastDay: string): BucketSize {
  if (!firstDay) return 'month';
  const days = daysBetween(firstDay, lastDay) + 1;
  if (days <= 45) return 'day';
  return days <= 400 ? 'week' : 'month';
}

export function sumFigures(buckets: CallBucket[]): CallFigures {
  const total = { calls: 0, answered: 0, messages: 0, seconds: 0, connected: 0 };
  for (const bucket of buckets) {
    total.calls += bucket.calls;
    total.answered += bucket.answered;
    total.messages += bucket.messages;
    total.seconds += bucket.seconds;
    total.connected += bucket.connected;
  }

  return {
    calls: total.calls,
    answered: total.answered,
    messages: total.messages,
    seconds: total.seconds,
    averageSeconds: total.connected ? Math.round(total.seconds / total.connected) : null,
    answeredPercent: total.calls ? Math.round((100 * total.answered) / total.calls) : null,
  };
}

const mostBars = 60;

/** Every day, week or month of the span, the quiet ones too: the database names only those with calls. */
export function fillBuckets(buckets: CallBucket[], size: BucketSize, firstDay: string, lastDay: string): CallBucket[] {
  const known = new Map(buckets.map((bucket) => [bucket.day, bucket]));
  const filled: CallBucket[] = [];
  for (let day = firstOf(firstDay, size); day <= lastDay && filled.length < mostBars; day = nextOf(day, size)) {
    filled.push(known.get(day) ?? { day, calls: 0, answered: 0, messages: 0, seconds: 0, connected: 0 });
  }
  return filled;
}

function firstOf(day: string, size: BucketSize): string {
  if (size === 'day') return day;
  if (size === 'month') return `${day.slice(0, 7)}-01`;
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

function nextOf(day: string, size: BucketSize): string {
  if (size === 'day') return addDays(day, 1);
  if (size === 'week') return addDays(day, 7);
  return firstOf(addDays(day, 31), 'month');
}
