import Link from 'next/link';
import { Banner } from '@/components/ui/banner';
import type { Greeting } from '@/lib/contracts/greeting';
import type { Privacy } from '@/lib/contracts/privacy';
import { whyNotPublishable } from '@/lib/version/publishable';

type Props = { tenant: string; greeting: Greeting; privacy: Privacy };

/** What callers hear about all this, and where it is written. */
export function NoticePanel({ tenant, greeting, privacy }: Props) {
  const obstacle = whyNotPublishable({ greeting, privacy });

  return (
    <aside
      aria-label="What callers hear"
      className="flex flex-col gap-3 rounded-lg border bg-card p-4 text-meta lg:sticky lg:top-16"
    >
      <h2 className="font-semibold text-body">What callers hear</h2>
      {privacy.recording === 'off' ? (
        <p className="text-meta text-muted-foreground">Calls are not recorded.</p>
      ) : (
        <p className="text-meta">{greeting.recordingNotice ? `“${greeting.recordingNotice}”` : 'Nothing yet.'}</p>
      )}
      {obstacle && <Banner tone="waiting">{obstacle}</Banner>}
      <Link
        href={`/${encodeURIComponent(tenant)}/agent/voice-and-greeting`}
        className="text-brand-foreground text-meta hover:underline"
      >
        {greeting.recordingNotice ? 'Change the notice' : 'Write the notice'}
      </Link>
      {privacy.recording === 'on' && (
        <p className="text-meta text-muted-foreground">
          Sound is kept only after the notice was heard in full. A caller who speaks over it is not recorded, unless
          callers may interrupt only after the notice.
        </p>
      )}
    </aside>
  );
}
