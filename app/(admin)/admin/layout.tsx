import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { signOut } from '@/app/(portal)/account/actions';
import { ServiceUnavailable } from '@/components/shell/service-unavailable';
import { Shell } from '@/components/shell/shell';
import { portalEnv } from '@/lib/platform/env';
import { isAppError } from '@/lib/platform/errors';
import { requireAdmin } from '@/lib/portal/session';

export const metadata: Metadata = { title: { default: 'Platform', template: '%s · Platform · Foyer' } };

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const admin = await gather();
  if (!admin) {
    return (
      <main className="flex min-h-dvh">
        <ServiceUnavailable />
      </main>
    );
  }

  return (
    <Shell
      area={{ kind: 'admin' }}
      person={{ name: admin.name, email: admin.email, admin: true }}
      signOut={signOut}
      practiceUrl={portalEnv().practiceUrl}
    >
      {children}
    </Shell>
  );
}

async function gather() {
  try {
    return await requireAdmin();
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
