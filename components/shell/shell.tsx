import { FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import type { MemberRole } from '@/lib/contracts/member';
import { BrandMark } from './brand-mark';
import { MobileBar } from './mobile-bar';
import { SidebarNav } from './sidebar-nav';
import { contentId, SkipLink } from './skip-link';
import { type TenantChoice, TenantSwitcher } from './tenant-switcher';
import { ThemeToggle } from './theme-toggle';
import { type Person, UserMenu } from './user-menu';

export type ShellArea =
  | {
      kind: 'tenant';
      slug: string;
      role: MemberRole;
      current: TenantChoice;
      tenants: TenantChoice[];
      /** What waits in the inbox and nobody has looked at. */
      unread: number;
    }
  | { kind: 'admin' };

type Props = {
  area: ShellArea;
  person: Person;
  signOut: () => Promise<void>;
  /** Where mail can be read while no real carrier, voice or mail server is connected. */
  mailboxUrl?: string | null;
  notice?: ReactNode;
  children: ReactNode;
};

/** Sidebar and content; on a phone the sidebar is a drawer. The admins' one has a colour of its own. */
export function Shell({ area, person, signOut, mailboxUrl, notice, children }: Props) {
  const sidebar = <Sidebar {...{ area, person, signOut, mailboxUrl }} />;

  return (
    <div className="flex min-h-dvh flex-col lg:flex-row">
      <SkipLink />
      <aside
        aria-label="Menu"
        className={cn(
          'sticky top-0 hidden h-dvh w-[232px] shrink-0 border-r lg:block',
          area.kind === 'admin' ? 'border-transparent bg-admin-sidebar' : 'bg-sidebar',
        )}
      >
        {sidebar}
      </aside>
      <MobileBar title={area.kind === 'admin' ? 'Platform' : area.current.name} admin={area.kind === 'admin'}>
        {sidebar}
      </MobileBar>
      <main id={contentId} tabIndex={-1} className="flex min-w-0 grow flex-col outline-none">
        {notice}
        {children}
      </main>
    </div>
  );
}

function Sidebar({ area, person, signOut, mailboxUrl }: Omit<Props, 'children' | 'notice'>) {
  const admin = area.kind === 'admin';
  return (
    <div className="flex h-full flex-col gap-4 py-3">
      <div className="px-3">
        {admin ? (
          <div className="flex h-10 items-center justify-between px-2 text-admin-sidebar-foreground">
            <BrandMark />
            <Badge className="bg-admin-sidebar-accent text-admin-sidebar-foreground">Platform</Badge>
          </div>
        ) : (
          <TenantSwitcher current={area.current} tenants={area.tenants} />
        )}
      </div>
      <div className="min-h-0 grow overflow-y-auto">
        <SidebarNav
          area={admin ? { kind: 'admin' } : { kind: 'tenant', slug: area.slug, role: area.role, unread: area.unread }}
        />
      </div>
      {mailboxUrl && <PracticeNote url={mailboxUrl} onDark={admin} />}
      <div className="flex items-center gap-1 px-3">
        <UserMenu person={person} signOut={signOut} onDark={admin} />
        <ThemeToggle
          className={admin ? 'text-admin-sidebar-muted hover:bg-admin-sidebar-accent' : 'text-muted-foreground'}
        />
      </div>
    </div>
  );
}

function PracticeNote({ url, onDark }: { url: string; onDark: boolean }) {
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      className={cn(
        'mx-3 flex items-start gap-2 rounded-md border px-2.5 py-2 text-meta',
        onDark
          ? 'border-admin-sidebar-accent text-admin-sidebar-muted'
          : 'bg-card text-muted-foreground hover:text-foreground',
      )}
    >
      <FlaskConical className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span>
        <span className={cn('block font-medium', onDark ? 'text-admin-sidebar-foreground' : 'text-foreground')}>
          Practice mode
        </span>
        Open the local mailbox
      </span>
    </a>
  );
}
