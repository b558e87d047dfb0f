import { Fact, Facts } from '@/components/ui/facts';
import { gapWords, medianGap } from '@/lib/call/gap';
import { formatMoney } from '@/lib/format/money';
import { sumParts, type UsagePart } from '@/lib/usage/usage';
import { namedCosts } from './cost-names';

type Props = { parts: UsagePart[]; turns: readonly { gapMs: number | null }[] };

/** For those who look behind a call: what it cost and how quickly it was answered. */
export function CallCost({ parts, turns }: Props) {
  const cost = sumParts(parts);
  const models = [...new Set(parts.filter(({ kind }) => kind === 'response').map(({ model }) => model))];
  const gap = medianGap(turns);

  return (
    <details className="rounded-lg border bg-card">
      <summary className="flex min-h-12 cursor-pointer items-center justify-between gap-4 rounded-lg px-4 sm:px-5">
        <span className="font-semibold text-body">Details</span>
        <span className="text-meta text-muted-foreground tabular-nums">{formatMoney(cost.microDollars)}</span>
      </summary>
      <Facts className="border-t px-4 py-4 sm:px-5">
        {namedCosts(cost).map(({ key, label }) => (
          <Fact key={key} label={label}>
            {formatMoney(cost[key])}
          </Fact>
        ))}
        <Fact label="Answers of the model">
          {parts.reduce((sum, { kind, entries }) => sum + (kind === 'response' ? entries : 0), 0)}
        </Fact>
        <Fact label="Answered after">{gap === null ? '–' : `${gapWords(gap)}, half of the time sooner`}</Fact>
        {models.length > 0 && (
          <Fact label="Model" mono>
            {models.join(', ')}
          </Fact>
        )}
        {cost.unpriced > 0 && <Fact label="Without a price">{cost.unpriced}</Fact>}
      </Facts>
    </details>
  );
}
