'use client';

import { usePathname } from 'next/navigation';
import { cn } from '@/components/ui/cn';
import { NearLink } from '@/components/ui/near-link';
import type { MemberRole } from '@/lib/contracts/member';
import { adminNavigation, type NavItem, tenantNavigation } from './navigation';

type Props = {
  area: { kind: 'tenant'; slug: string; role: MemberRole; unread?: number } | { kind: 'admin' };
  onNavigate?: () => void;
};

export function SidebarNav({ area, onNavigate }: Props) {
  const path = usePathname();
  const admin = area.kind === 'admin';
  const groups = area.kind === 'admin' ? adminNavigation() : tenantNavigation(area.slug, area.role, area.unread);

  return (
    <nav aria-label={admin ? 'Platform' : 'Business'} className="flex flex-col gap-5 px-3">
      {groups.map(({ label, items }) => (
        <div key={label ?? 'top'} className="flex flex-col gap-0.5">
          {label && (
            <p className={cn('px-2 pb-1 text-label', admin ? 'text-admin-sidebar-muted' : 'text-muted-foreground')}>
              {label}
            </p>
          )}
          {items.map((item) => (
            <NavLink
              key={item.href}
              {...item}
              admin={admin}
              current={isWithin(path, item.href)}
              onNavigate={onNavigate}
            />
          ))}
        </div>
      ))}
    </nav>
  );
}

function isWithin(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}

type LinkProps = NavItem & { admin: boolean; current: boolean; onNavigate?: () => void };

function NavLink({ href, label, icon: Icon, waiting = 0, admin, current, onNavigate }: LinkProps) {
  const quiet = admin
    ? 'text-admin-sidebar-muted hover:bg-admin-sidebar-accent hover:text-admin-sidebar-foreground'
    : 'text-muted-foreground hover:bg-muted hover:text-foreground';
  const chosen = admin ? 'bg-admin-sidebar-accent text-admin-sidebar-foreground' : 'bg-accent text-foreground';

  return (
    <NearLink
      href={href}
      onClick={onNavigate}
      aria-current={current ? 'page' : undefined}
      className={cn(
        'flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-body pointer-coarse:h-11',
        current ? chosen : quiet,
      )}
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      {label}
      {waiting > 0 && (
        <span className="ml-auto rounded-full bg-brand-surface px-1.5 text-brand-foreground text-label tabular-nums">
          {waiting > 99 ? '99+' : waiting}
          <span className="sr-only"> unread</span>
        </span>
      )}
    </NearLink>
  );
}
