import { ChartFigure } from '@/components/ui/chart';
import { formatMoney } from '@/lib/format/money';
import type { UsageDay } from '@/lib/usage/usage';

type Props = { days: string[]; used: UsageDay[] };

const dollarMicros = 1_000_000;
/** Up to here a day's cost is better told in cents. */
const mostInCents = 5 * dollarMicros;

/** Every day of the month, the quiet ones and those to come too. */
export function UsageChart({ days, used }: Props) {
  const byDay = new Map(used.map((day) => [day.day, day]));
  const dearest = used.reduce<UsageDay | null>(
    (most, next) => (next.microDollars > (most?.microDollars ?? 0) ? next : most),
    null,
  );
  const inCents = (dearest?.microDollars ?? 0) < mostInCents;

  return (
    <ChartFigure
      title={dearest ? `Dearest: ${dayLabel(dearest.day)}, ${formatMoney(dearest.microDollars)}` : 'No cost'}
      help={inCents ? 'Cost per day, in cents' : 'Cost per day, in dollars'}
      kind="bars"
      height={220}
      points={days.map((day) => ({ at: dayLabel(day), cost: rounded(byDay.get(day)?.microDollars ?? 0, inCents) }))}
      series={[{ key: 'cost', label: 'Cost' }]}
      unit={inCents ? ' ¢' : ' $'}
    />
  );
}

function rounded(micros: number, inCents: boolean): number {
  return inCents ? Math.round(micros / 1_000) / 10 : Math.round(micros / 10_000) / 100;
}

/** The day is a calendar day at the tenant already, so it is written without another zone. */
function dayLabel(day: string): string {
  const parts = { month: 'short', day: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-US', parts).format(new Date(`${day}T12:00:00Z`));
}
