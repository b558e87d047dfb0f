import { z } from 'zod';

/** Null: no limit. */
const minutes = z.number().int().min(1).max(100_000).nullable().default(null);
const money = (most: number) => z.number().int().min(10_000, 'At least one cent.').max(most).nullable().default(null);

export const limitsSchema = z.strictObject({
  /** Minutes after which a call is brought to a polite end; the provider's session ends at 60. */
  maxCallMinutes: z.number().int().min(1).max(55),
  maxLiveCalls: z.number().int().min(1).max(100),
  /** Minutes of telephone calls on one day, and in one calendar month, of the business's own time zone. */
  maxDayMinutes: minutes,
  maxMonthMinutes: minutes,
  /** What one call may cost while it runs: its answers, its words written down, its minutes; not what comes of it later. */
  maxCallMicroDollars: money(100_000_000),
  /** What the business may cost on one day, whatever for: texts, greetings and summaries are as good as calls. */
  maxDayMicroDollars: money(10_000_000_000),
});

export type Limits = z.infer<typeof limitsSchema>;

export const defaultLimits: Limits = {
  maxCallMinutes: 30,
  maxLiveCalls: 10,
  maxDayMinutes: null,
  maxMonthMinutes: null,
  maxCallMicroDollars: null,
  maxDayMicroDollars: null,
};

/** What a business has used by now, as the database sums it up. */
export const useSchema = z.object({
  /** On the wall of the business. */
  day: z.iso.date(),
  dayMicroDollars: z.number().int().nonnegative(),
  daySeconds: z.number().int().nonnegative(),
  monthSeconds: z.number().int().nonnegative(),
  /** Of calls that are still in progress, and in no sum yet. */
  liveSeconds: z.number().int().nonnegative(),
});

export type Use = z.infer<typeof useSchema>;

/** What a limit does to calls, from nothing to the most. `over`: no model speaks any more; a person or a recorder does. */
export const rungs = ['full', 'shorter', 'message', 'over'] as const;
export type Rung = (typeof rungs)[number];

export const caps = ['call_money', 'day_money', 'day_minutes', 'month_minutes'] as const;
export type Cap = (typeof caps)[number];

/** `cap`: the limit that is nearest, or passed by most; null where there is none that matters. */
export type Step = { rung: Rung; cap: Cap | null; percent: number };
