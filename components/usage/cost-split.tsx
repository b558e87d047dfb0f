import { Card } from '@/components/ui/card';
import { formatMoney } from '@/lib/format/money';
import { inCents } from '@/lib/usage/cents';
import type { UsageCost } from '@/lib/usage/usage';
import { namedCosts } from './cost-names';

/** Where the money went; the cents add up to the sum. */
export function CostSplit({ cost }: { cost: UsageCost }) {
  const parts = namedCosts(cost);
  const cents = inCents(parts.map(({ key }) => cost[key]));

  return (
    <Card title="What it was spent on" help="By the providers’ own figures and published prices.">
      <dl className="grid gap-x-8 gap-y-4 text-meta sm:grid-cols-2 lg:grid-cols-3">
        {parts.map(({ key, label, help }, place) => (
          <div key={key} className="grid grid-cols-[1fr_auto] content-between items-baseline gap-x-4 gap-y-1">
            <dt className="flex min-w-0 flex-col">
              <span className="font-medium">{label}</span>
              <span className="text-muted-foreground">{help}</span>
            </dt>
            <dd className="tabular-nums">
              {formatMoney(cents[place] ?? 0)}
              <span className="inline-block w-12 text-right text-muted-foreground">
                {shareWords(percentOf(cost[key], cost.microDollars))}
              </span>
            </dd>
            <div aria-hidden className="col-span-2 h-1.5 rounded-full bg-muted">
              <div
                className="h-full rounded-full bg-foreground"
                style={{ width: `${Math.max(0, percentOf(cost[key], cost.microDollars))}%` }}
              />
            </div>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function percentOf(part: number, whole: number): number {
  return whole > 0 ? (100 * part) / whole : 0;
}

function shareWords(percent: number): string {
  return percent > 0 && percent < 0.5 ? '<1%' : `${Math.round(percent)}%`;
}
