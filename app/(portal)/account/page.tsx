import type { Metadata } from 'next';
import Link from 'next/link';
import { SessionList } from '@/components/auth/session-list';
import { BrandMark } from '@/components/shell/brand-mark';
import { ThemeToggle } from '@/components/shell/theme-toggle';
import { UnavailablePage } from '@/components/shell/unavailable-page';
import { Card } from '@/components/ui/card';
import { Form, TextField } from '@/components/ui/form';
import { Page, PageHeader } from '@/components/ui/page-header';
import { formatMoment } from '@/lib/format/day';
import { formatDevice } from '@/lib/format/device';
import { readOpenSessions } from '@/lib/identity/read';
import { serviceDatabase } from '@/lib/platform/service-database';
import { orNullWhenAway } from '@/lib/portal/or-null-when-away';
import { homePath, requireUser } from '@/lib/portal/session';
import { changePassword, endOtherSession, signOutEverywhere } from './actions';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const found = await orNullWhenAway(gather);
  if (!found) return <UnavailablePage />;

  const { user, sessions, home } = found;
  const lines = sessions.map(({ id, userAgent, ipAddress, lastSeenAt }) => ({
    id,
    device: formatDevice(userAgent),
    ip: ipAddress,
    lastSeen: formatMoment(lastSeenAt, 'UTC'),
    current: id === user.sessionId,
  }));

  return (
    <>
      <header className="flex h-13 items-center justify-between border-b bg-sidebar px-4 sm:px-6">
        <Link href={home} className="flex rounded-sm">
          <BrandMark />
        </Link>
        <ThemeToggle />
      </header>
      <main>
        <Page width="settings">
          <PageHeader title="Your account" help={`${user.name ? `${user.name}, ` : ''}${user.email}`} />
          <Card
            title="Where you are signed in"
            help="A session ends after 30 minutes without use, and after 12 hours in any case."
          >
            <div className="flex flex-col gap-4">
              <SessionList sessions={lines} end={endOtherSession} />
              <Form action={signOutEverywhere} submit="Sign out everywhere" variant="secondary" className="sm:w-56" />
            </div>
          </Card>
          <Card title="Password" help="A new password ends every other session.">
            <Form action={changePassword} submit="Change the password" className="sm:w-80">
              <TextField
                label="Present password"
                name="currentPassword"
                type="password"
                autoComplete="current-password"
              />
              <TextField
                label="New password"
                name="password"
                type="password"
                autoComplete="new-password"
                help="At least 10 characters."
              />
            </Form>
          </Card>
        </Page>
      </main>
    </>
  );
}

async function gather() {
  const user = await requireUser();
  const sessions = await readOpenSessions(serviceDatabase(), user.userId, new Date());
  return { user, sessions, home: await homePath(user) };
}
