import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { signOut } from '@/app/(portal)/account/actions';
import { Shell } from '@/components/shell/shell';
import { UnavailablePage } from '@/components/shell/unavailable-page';
import { orNullWhenAway } from '@/lib/portal/or-null-when-away';
import { practiceMailboxUrl } from '@/lib/portal/practice';
import { requireAdmin } from '@/lib/portal/session';

export const metadata: Metadata = { title: { default: 'Platform', template: '%s · Platform · Foyer' } };

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const admin = await orNullWhenAway(requireAdmin);
  if (!admin) return <UnavailablePage />;

  return (
    <Shell
      area={{ kind: 'admin' }}
      person={{ name: admin.name, email: admin.email, admin: true }}
      signOut={signOut}
      mailboxUrl={practiceMailboxUrl()}
    >
      {children}
    </Shell>
  );
}
