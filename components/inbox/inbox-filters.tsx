import Link from 'next/link';
import { cn } from '@/components/ui/cn';
import { FilterBar, FilterChip } from '@/components/ui/filter-bar';
import { type ListParams, listHref } from '@/components/ui/list-href';
import { type InboxFilter, type InboxView, inboxViews } from '@/lib/message/inbox';

type Props = { path: string; params: ListParams; filter: InboxFilter };

const views: Record<InboxView, string> = { open: 'To do', handled: 'Handled', all: 'All' };

/** All of it is links, so that a filtered inbox can be kept and shared. */
export function InboxFilters({ path, params, filter }: Props) {
  const toggled = (name: string, value: string, on: boolean) => listHref(path, params, { [name]: on ? null : value });
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <nav aria-label="What to show" className="flex gap-4 border-b">
        {inboxViews.map((view) => (
          <Link
            key={view}
            href={listHref(path, params, { view: view === 'open' ? null : view })}
            scroll={false}
            aria-current={view === filter.view ? 'page' : undefined}
            className={cn(
              '-mb-px flex h-9 items-center border-b-2 font-medium text-body pointer-coarse:h-11',
              view === filter.view
                ? 'border-foreground text-foreground'
                : 'border-transparent text-muted-foreground hover:text-foreground',
            )}
          >
            {views[view]}
          </Link>
        ))}
      </nav>
      <FilterBar>
        <FilterChip href={toggled('urgent', 'yes', filter.urgentOnly)} active={filter.urgentOnly}>
          Urgent
        </FilterChip>
        <FilterChip href={toggled('kind', 'message', filter.kind === 'message')} active={filter.kind === 'message'}>
          Messages
        </FilterChip>
        <FilterChip
          href={toggled('kind', 'follow_up', filter.kind === 'follow_up')}
          active={filter.kind === 'follow_up'}
        >
          Follow-ups
        </FilterChip>
      </FilterBar>
    </div>
  );
}
