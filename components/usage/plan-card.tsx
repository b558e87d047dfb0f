import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { formatMoney, formatNumber } from '@/lib/format/money';
import { describeMinutes, type MinuteQuota, type Quota, type QuotaTone, quotaTone } from '@/lib/plan/plan';

type Props = {
  name: string;
  microDollars: number;
  minutes: MinuteQuota;
  /** `Nov 30` */
  lastDay: string;
  quotas: Quota[];
};

const fills: Record<QuotaTone, string> = { brand: 'bg-brand', waiting: 'bg-waiting', danger: 'bg-danger' };

/** What is included, what of it is used, and where the month will end at this pace. */
export function PlanCard({ name, microDollars, minutes, lastDay, quotas }: Props) {
  const price = microDollars > 0 ? `${formatMoney(microDollars)} a month` : 'No charge';
  return (
    <Card title={`Plan: ${name}`} help={price}>
      <div className="flex flex-col gap-5">
        <Bar name="Minutes" {...minutes} sentence={describeMinutes(minutes, lastDay)} />
        <div className="grid gap-x-6 gap-y-4 sm:grid-cols-3">
          {quotas.map((quota) => (
            <Bar key={quota.name} {...quota} />
          ))}
        </div>
      </div>
    </Card>
  );
}

type BarProps = Quota & { byEnd?: number | null; sentence?: string };

/** Full is what is included; where more than that is used or expected, a line stands at what is included. */
function Bar({ name, used, most, byEnd, sentence }: BarProps) {
  const whole = Math.max(most, used, byEnd ?? 0, 1);
  const share = (value: number) => `${(100 * Math.min(value, whole)) / whole}%`;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-3 text-meta">
        <span className="font-medium">{name}</span>
        <span className="text-muted-foreground tabular-nums">
          {formatNumber(used)} of {formatNumber(most)}
        </span>
      </div>
      <div aria-hidden className="relative h-2 overflow-hidden rounded-full bg-muted">
        {byEnd !== null && byEnd !== undefined && (
          <div className="absolute inset-y-0 left-0 bg-input" style={{ width: share(byEnd) }} />
        )}
        <div
          className={cn('absolute inset-y-0 left-0 rounded-full', fills[quotaTone({ used, byEnd, most })])}
          style={{ width: share(used) }}
        />
        {whole > most && <div className="absolute inset-y-0 w-0.5 bg-foreground" style={{ left: share(most) }} />}
      </div>
      {sentence && <p className="text-meta text-muted-foreground">{sentence}</p>}
    </div>
  );
}
