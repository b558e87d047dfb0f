import { ChartFigure } from '@/components/ui/chart';
import { Figure } from '@/components/ui/figure';
import { type BucketSize, type CallBucket, sumFigures } from '@/lib/call/figures';
import { formatDuration, formatMinutes } from '@/lib/format/duration';
import { formatNumber } from '@/lib/format/money';

type Props = { buckets: CallBucket[]; size: BucketSize; rangeWords: string; testCalls: boolean };

const sizeWords: Record<BucketSize, string> = {
  day: 'Calls per day',
  week: 'Calls per week',
  month: 'Calls per month',
};

/** The counters of the chosen range, with a picture of it beside them. */
export function CallFigures({ buckets, size, rangeWords, testCalls }: Props) {
  const figures = sumFigures(buckets);
  const { answeredPercent, averageSeconds } = figures;

  return (
    <div className="grid gap-3 lg:grid-cols-2">
      <div className="grid grid-cols-2 gap-3">
        <Figure label={testCalls ? 'Test calls' : 'Calls'} value={formatNumber(figures.calls)} help={rangeWords} />
        <Figure
          label="Answered"
          value={answeredPercent === null ? '–' : `${answeredPercent} %`}
          help={`${formatNumber(figures.answered)} of ${formatNumber(figures.calls)}`}
        />
        <Figure
          label="Messages taken"
          value={formatNumber(figures.messages)}
          help={shareOf(figures.messages, figures.calls)}
        />
        <Figure
          label="Talk time"
          value={formatMinutes(figures.seconds)}
          help={averageSeconds === null ? undefined : `${formatDuration(averageSeconds)} on average`}
        />
      </div>
      <ChartFigure
        title={chartTitle(buckets, size)}
        help={testCalls ? sizeWords[size] : `${sizeWords[size]}, tests left out`}
        kind="bars"
        height={132}
        points={buckets.map((bucket) => ({ at: dayLabel(bucket.day, size), calls: bucket.calls }))}
        series={[{ key: 'calls', label: 'Calls' }]}
      />
    </div>
  );
}

function shareOf(part: number, whole: number): string | undefined {
  if (whole === 0) return undefined;
  return `${Math.round((100 * part) / whole)} % of calls`;
}

function chartTitle(buckets: CallBucket[], size: BucketSize): string {
  const busiest = buckets.reduce<CallBucket | null>(
    (most, next) => (next.calls > (most?.calls ?? 0) ? next : most),
    null,
  );
  if (!busiest) return 'No calls';
  const when = size === 'week' ? `the week of ${dayLabel(busiest.day, size)}` : dayLabel(busiest.day, size);
  return `Busiest: ${when}, ${busiest.calls === 1 ? '1 call' : `${formatNumber(busiest.calls)} calls`}`;
}

/** The day is a calendar day at the tenant already, so it is written without another zone. */
function dayLabel(day: string, size: BucketSize): string {
  const parts: Intl.DateTimeFormatOptions =
    size === 'month' ? { month: 'short', year: 'numeric' } : { month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat('en-US', { ...parts, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
}
