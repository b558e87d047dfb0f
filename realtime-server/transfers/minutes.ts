import { costOf } from '@/lib/billing/cost';
import { carrierLeg, carrierLine } from '@/lib/billing/prices';
import type { Transfer } from '@/lib/transfer/read';
import type { Priced } from '@/lib/usage/write';

type Ended = { answeredAt: Date | null; now: Date; leg: Transfer | null };

/** The caller's line from its answer on, and the talk with whoever was rung; carriers count whole minutes. */
export function minutesOf({ answeredAt, now, leg }: Ended): Priced[] {
  const entries: Priced[] = [];
  const add = (providerId: string, model: string, seconds: number) => {
    const raw = { seconds, minutes: Math.ceil(seconds / 60) };
    const entry = { kind: 'carrier_minutes' as const, providerId, model, raw, at: now.toISOString() };
    entries.push({ ...entry, cost: costOf(entry) });
  };

  if (answeredAt) add('line', carrierLine, Math.max(1, Math.ceil((now.getTime() - answeredAt.getTime()) / 1000)));
  if (leg?.seconds) add(`transfer ${leg.id}`, carrierLeg, leg.seconds);
  return entries;
}
