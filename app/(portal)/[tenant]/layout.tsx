import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Shell } from '@/components/shell/shell';
import { UnavailablePage } from '@/components/shell/unavailable-page';
import { Banner } from '@/components/ui/banner';
import { countUnread } from '@/lib/message/read';
import { orNullWhenAway } from '@/lib/portal/or-null-when-away';
import { practiceMailboxUrl } from '@/lib/portal/practice';
import { isAdmin, readMyTenants, requireMember } from '@/lib/portal/session';
import { signOut } from '../account/actions';

type Props = { params: Promise<{ tenant: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant } = await params;
  return { title: { default: tenant, template: `%s · ${tenant} · Foyer` } };
}

export default async function TenantLayout({ params, children }: Props) {
  const { tenant: slug } = await params;
  const found = await orNullWhenAway(() => gather(slug));
  if (!found) return <UnavailablePage />;

  const { member, tenants, admin, unread } = found;
  return (
    <Shell
      area={{
        kind: 'tenant',
        slug,
        role: member.role,
        unread,
        current: member.tenant,
        tenants: tenants.map(({ slug, name }) => ({ slug, name })),
      }}
      person={{ name: member.name, email: member.email, admin }}
      signOut={signOut}
      mailboxUrl={practiceMailboxUrl()}
      notice={member.tenant.status === 'suspended' && <SuspendedNotice />}
    >
      {children}
    </Shell>
  );
}

async function gather(slug: string) {
  const member = await requireMember(slug);
  const [tenants, admin, unread] = await Promise.all([
    readMyTenants(member),
    isAdmin(member),
    countUnread(member.db, member.tenantId),
  ]);
  return { member, tenants, admin, unread };
}

function SuspendedNotice() {
  return (
    <Banner tone="danger" role="status" className="rounded-none border-b">
      This business is suspended. Callers hear that it cannot take calls, and nothing can be changed until it is
      restored.
    </Banner>
  );
}
