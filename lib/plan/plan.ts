/** What can be bought; money is a month's, in whole micro-dollars. */
export type Plan = {
  id: string;
  name: string;
  microDollars: number;
  includedMinutes: number;
  mostNumbers: number;
  mostCallsAtOnce: number;
  mostMembers: number;
  mostSources: number;
};

/** The plan of a business; `since` is null where nobody has chosen one. */
export type TenantPlan = { plan: Plan; since: string | null; numbers: number; members: number; sources: number };

/** Something that a plan has so much of. */
export type Quota = { name: string; used: number; most: number };

export function countableQuotas({ plan, numbers, members, sources }: TenantPlan): Quota[] {
  return [
    { name: 'Numbers', used: numbers, most: plan.mostNumbers },
    { name: 'Members', used: members, most: plan.mostMembers },
    { name: 'Sources of knowledge', used: sources, most: plan.mostSources },
  ];
}

/** Minutes of the month against what is included; `byEnd` is null where nobody can tell yet or the month is over. */
export type MinuteQuota = { used: number; byEnd: number | null; most: number };

/** Begun minutes count whole, as on the telephone bill of all calls together. */
export function minuteQuota(plan: Plan, usedSeconds: number, forecastSeconds: number | null): MinuteQuota {
  const minutes = (seconds: number) => Math.ceil(Math.max(0, seconds) / 60);
  const byEnd = forecastSeconds === null ? null : Math.max(minutes(forecastSeconds), minutes(usedSeconds));
  return { used: minutes(usedSeconds), byEnd, most: plan.includedMinutes };
}

export type QuotaTone = 'brand' | 'waiting' | 'danger';

/** Over is danger, nearly or soon over is a warning. */
export function quotaTone({ used, byEnd, most }: { used: number; byEnd?: number | null; most: number }): QuotaTone {
  if (used > most) return 'danger';
  return used >= most * 0.9 || (byEnd ?? 0) > most ? 'waiting' : 'brand';
}

const count = (value: number) => value.toLocaleString('en-US');

/** `lastDay` as people read it, `Nov 30`. */
export function describeMinutes({ used, byEnd, most }: MinuteQuota, lastDay: string): string {
  if (used > most) return `${count(used - most)} minutes more than the ${count(most)} that are included.`;
  if (byEnd === null) return `${count(most - used)} of ${count(most)} minutes are left.`;
  return byEnd > most
    ? `At this pace ${count(byEnd)} of ${count(most)} minutes by ${lastDay}.`
    : `At this pace ${count(byEnd)} of ${count(most)} minutes by ${lastDay}: enough.`;
}
