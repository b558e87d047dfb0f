import { Figure, Figures } from '@/components/ui/figure';
import { formatMinutes } from '@/lib/format/duration';
import { formatMoney, formatNumber } from '@/lib/format/money';
import type { UsageTotal } from '@/lib/usage/usage';

type Props = {
  total: UsageTotal;
  /** `null`: too early to tell; absent: the month is over. */
  forecast?: number | null;
};

/** The month in four numbers. */
export function UsageFigures({ total, forecast }: Props) {
  const { microDollars, testMicroDollars, calls, seconds } = total;

  return (
    <Figures>
      <Figure
        label={forecast === undefined ? 'Cost' : 'Cost so far'}
        value={formatMoney(microDollars)}
        help={testMicroDollars > 0 ? `${formatMoney(testMicroDollars)} of it test calls` : undefined}
      />
      {forecast === undefined ? (
        <Figure label="Cost of a call" value={calls > 0 ? formatMoney(perCall(total)) : '–'} help="On average" />
      ) : (
        <Figure
          label="By the end of the month"
          value={forecast === null ? '–' : formatMoney(forecast)}
          help={forecast === null ? 'Known after three days' : 'If the days go on as of late'}
        />
      )}
      <Figure
        label="Calls"
        value={formatNumber(calls)}
        help={forecast !== undefined && calls > 0 ? `${formatMoney(perCall(total))} each on average` : 'Tests left out'}
      />
      <Figure label="Minutes" value={formatMinutes(seconds)} help="Talk time, tests left out" />
    </Figures>
  );
}

/** What belongs to no call, and what tests cost, makes no call dearer. */
function perCall({ microDollars, testMicroDollars, apartMicroDollars, calls }: UsageTotal): number {
  return Math.round((microDollars - testMicroDollars - apartMicroDollars) / calls);
}
