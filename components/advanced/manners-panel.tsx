import Link from 'next/link';
import { describeManners } from '@/lib/agent/manners';
import type { AgentConfig } from '@/lib/contracts/agent-config';

/** The whole of it in plain sentences, as it stands on the page. */
export function MannersPanel({ tenant, config }: { tenant: string; config: AgentConfig }) {
  return (
    <aside
      aria-label="How a call runs"
      className="flex flex-col gap-4 rounded-lg border bg-card p-4 text-meta max-lg:order-first lg:sticky lg:top-16"
    >
      <h2 className="font-semibold text-body">How a call runs</h2>
      <ul className="flex flex-col gap-2" aria-live="polite">
        {describeManners(config).map((sentence) => (
          <li key={sentence} className="border-l-2 pl-3">
            {sentence}
          </li>
        ))}
      </ul>
      <Link
        href={`/${encodeURIComponent(tenant)}/agent/personality`}
        className="border-t pt-4 text-brand-foreground hover:underline"
      >
        Interruptibility, patience and silence check-ins are sliders of its personality
      </Link>
    </aside>
  );
}
