import { silenceSteps } from '@/lib/agent/manners';
import type { AgentConfig } from '@/lib/contracts/agent-config';

/** A silence from its first second to the goodbye, to scale. */
export function SilenceLine({ config }: { config: AgentConfig }) {
  const steps = silenceSteps(config);
  const end = steps.at(-1)?.atSeconds ?? 1;
  const words = steps.map(
    ({ atSeconds, what }) => `${what === 'asks' ? 'asks' : 'says goodbye'} at ${atSeconds} seconds`,
  );

  return (
    <div role="img" aria-label={`In a silence it ${words.join(', ')}.`} className="flex flex-col gap-1.5 pr-8 pb-1">
      <div className="relative h-2 rounded-full bg-muted">
        {steps.map(({ atSeconds, what }) => (
          <span
            key={atSeconds}
            className={`absolute top-1/2 size-3 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-card ${what === 'asks' ? 'bg-brand' : 'bg-danger'}`}
            style={{ left: `${(atSeconds / end) * 100}%` }}
          />
        ))}
      </div>
      <div className="relative h-9 text-label text-muted-foreground tabular-nums">
        {steps.map(({ atSeconds, what }) => (
          <span
            key={atSeconds}
            className="absolute flex -translate-x-1/2 flex-col items-center"
            style={{ left: `${(atSeconds / end) * 100}%` }}
          >
            <span>{atSeconds} s</span>
            <span>{what === 'asks' ? 'asks' : 'goodbye'}</span>
          </span>
        ))}
      </div>
    </div>
  );
}
