import { Card } from '@/components/ui/card';
import type { Limits, Use } from '@/lib/contracts/limits';
import { formatMoney, formatNumber } from '@/lib/format/money';
import { fromPercent } from '@/lib/limits/ladder';

type Props = { use: Use | null; live: Limits | null };

/** Today's use against what is published, and what happens at a limit, in plain words. */
export function LimitsPanel({ use, live }: Props) {
  return (
    <div className="flex flex-col gap-4">
      {use && <UseCard use={use} live={live} />}
      <Card title="What happens at a limit">
        <ol className="flex flex-col gap-3 text-meta">
          <Step at={`From ${fromPercent.shorter} %`}>
            The receptionist answers in short sentences. You get a note in your inbox and a mail.
          </Step>
          <Step at={`From ${fromPercent.message} %`}>It only takes messages.</Step>
          <Step at={`At ${fromPercent.over} %`}>
            Nobody hears silence: an answer that has begun is finished, then callers go to your fallback number, and to
            voicemail where there is none or nobody picks up. New calls go there too.
          </Step>
        </ol>
        <p className="mt-3 text-label text-muted-foreground">
          The next day or month begins at nothing again. Emergencies come first at every step.
        </p>
      </Card>
    </div>
  );
}

function UseCard({ use, live }: { use: Use; live: Limits | null }) {
  const minutes = (seconds: number) => Math.ceil((seconds + use.liveSeconds) / 60);
  return (
    <Card title="Used so far" help={live ? undefined : 'Nothing is published yet, so no limit holds.'}>
      <dl className="flex flex-col gap-4">
        <Used
          label="Money today"
          used={use.dayMicroDollars}
          limit={live?.maxDayMicroDollars ?? null}
          say={formatMoney}
        />
        <Used
          label="Minutes today"
          used={minutes(use.daySeconds)}
          limit={live?.maxDayMinutes ?? null}
          say={formatNumber}
        />
        <Used
          label="Minutes this month"
          used={minutes(use.monthSeconds)}
          limit={live?.maxMonthMinutes ?? null}
          say={formatNumber}
        />
      </dl>
    </Card>
  );
}

type UsedProps = { label: string; used: number; limit: number | null; say: (amount: number) => string };

function Used({ label, used, limit, say }: UsedProps) {
  const percent = limit === null ? null : Math.min(100, Math.floor((used * 100) / limit));
  const isNear = percent !== null && percent >= fromPercent.shorter;
  return (
    <div className="flex flex-col gap-1">
      <dt className="text-label text-muted-foreground">{label}</dt>
      <dd className="text-body tabular-nums">
        {say(used)}
        <span className="text-muted-foreground">{limit === null ? ' · no limit' : ` of ${say(limit)}`}</span>
        {percent !== null && (
          <span aria-hidden className="mt-1.5 block h-1.5 overflow-hidden rounded-full bg-muted">
            <span
              className={isNear ? 'block h-full bg-waiting' : 'block h-full bg-brand'}
              style={{ width: `${percent}%` }}
            />
          </span>
        )}
      </dd>
    </div>
  );
}

function Step({ at, children }: { at: string; children: React.ReactNode }) {
  return (
    <li className="grid grid-cols-[5rem_1fr] gap-3">
      <span className="font-medium tabular-nums">{at}</span>
      <span className="text-muted-foreground">{children}</span>
    </li>
  );
}
