import { Inbox } from 'lucide-react';
import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import type { InboxFilter } from '@/lib/message/inbox';

export function InboxEmpty({ filter, path }: { filter: InboxFilter; path: string }) {
  if (filter.kind || filter.urgentOnly) {
    return (
      <Empty
        icon={Inbox}
        title="Nothing matches"
        action={
          <Link href={path} className={buttonStyle()}>
            Clear filters
          </Link>
        }
      >
        There is nothing of this kind here.
      </Empty>
    );
  }
  return filter.view === 'open' ? (
    <Empty
      icon={Inbox}
      title="Nothing waits for you"
      action={
        <Link href={`${path}?view=handled`} className={buttonStyle()}>
          See what was handled
        </Link>
      }
    >
      Messages that callers leave and questions that could not be answered come here by themselves.
    </Empty>
  ) : (
    <Empty icon={Inbox} title="Nothing here yet">
      What you mark as handled is kept here, with who did it and when.
    </Empty>
  );
}
