import { cn } from '@/components/ui/cn';
import type { Segment } from '@/lib/agent/timeline';
import { formatPhone } from '@/lib/format/phone';
import { describePlan } from '@/lib/routing/plan';

const colours: Record<Segment['tone'], string> = {
  agent: 'bg-brand',
  staff: 'bg-live',
  message: 'bg-waiting',
  elsewhere: 'bg-muted-foreground',
  refused: 'bg-danger',
};

/** Twenty-four hours at a glance, and in words below it. */
export function Timeline({ segments, agentName, at }: { segments: Segment[]; agentName: string; at: string }) {
  return (
    <div className="flex flex-col gap-2 border-t pt-4">
      <h3 className="font-medium text-body">That day</h3>
      <div aria-hidden className="relative flex h-3 gap-px">
        {segments.map(({ from, until, tone }) => (
          <span
            key={from}
            className={cn('rounded-[3px]', colours[tone])}
            style={{ width: `${share(until) - share(from)}%` }}
          />
        ))}
        <span className="-inset-y-1 absolute w-0.5 bg-foreground" style={{ left: `${share(at)}%` }} />
      </div>
      <div aria-hidden className="flex justify-between text-label text-muted-foreground tabular-nums">
        {['0', '6', '12', '18', '24'].map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
      <ol className="flex flex-col gap-1.5">
        {segments.map(({ from, until, tone, plan }) => (
          <li key={from} className="grid grid-cols-[0.5rem_5.75rem_minmax(0,1fr)] items-baseline gap-2">
            <span aria-hidden className={cn('size-2 rounded-full', colours[tone])} />
            <span className="tabular-nums">
              {from}–{until}
            </span>
            <span className="text-muted-foreground">
              {describePlan(plan, agentName).replaceAll(/\+\d{8,15}/g, (number) => formatPhone(number))}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function share(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return ((hour * 60 + minute) / 1440) * 100;
}
