import { Figure, Figures } from '@/components/ui/figure';
import { formatMoney } from '@/lib/format/money';

type Props = {
  /** `November 2026` */
  month: string;
  plan: { name: string; microDollars: number };
  paid: { microDollars: number; unpriced: number };
  paidLastMonth: { microDollars: number };
};

/** What a business brings and what it costs, in the month so far. */
export function TenantMargin({ month, plan, paid, paidLastMonth }: Props) {
  const margin = plan.microDollars - paid.microDollars;
  const missing = paid.unpriced > 0 && `${paid.unpriced} without a price left out`;

  return (
    <Figures>
      <Figure label="Plan" value={formatMoney(plan.microDollars)} help={`${plan.name}, a month`} />
      <Figure
        label="Paid for it so far"
        value={formatMoney(paid.microDollars)}
        help={missing || `${month}, all kinds`}
      />
      <Figure
        label="Margin so far"
        value={<span className={margin < 0 ? 'text-danger-foreground' : undefined}>{formatMoney(margin)}</span>}
        help="The plan less what was paid"
      />
      <Figure label="Paid last month" value={formatMoney(paidLastMonth.microDollars)} help="The whole of it" />
    </Figures>
  );
}
