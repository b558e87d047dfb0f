import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { AppointmentList } from '@/components/booking/appointment-list';
import { AppointmentsEmpty } from '@/components/booking/appointments-empty';
import { buttonStyle } from '@/components/ui/button';
import { Page, PageHeader } from '@/components/ui/page-header';
import { isAtLeast } from '@/lib/contracts/member';
import { formatMonthDay } from '@/lib/format/day';
import { addDays } from '@/lib/hours/local-time';
import { requireMember } from '@/lib/portal/session';
import { cancel, move, restore } from './actions';
import { gatherWeek } from './gather';

export const metadata: Metadata = { title: 'Appointments' };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ from?: string | string[] }> };

export default async function AppointmentsPage({ params, searchParams }: Props) {
  const [{ tenant: slug }, { from: asked }] = await Promise.all([params, searchParams]);
  const member = await requireMember(slug);
  const now = new Date();
  const week = await gatherWeek(member, [asked].flat()[0], now);
  const path = `/${slug}/appointments`;

  return (
    <Page>
      <PageHeader
        title="Appointments"
        help="What callers have booked. Move or cancel it here, and it is free for the next caller at once."
        actions={
          <>
            <a href={`${path}/export?as=ics`} className={buttonStyle()}>
              For your calendar (.ics)
            </a>
            <a href={`${path}/export?as=csv`} className={buttonStyle()}>
              Export CSV
            </a>
          </>
        }
      />
      <nav aria-label="Weeks" className="flex flex-wrap items-center gap-2">
        <Link href={`${path}?from=${addDays(week.from, -7)}`} aria-label="Week before" className={buttonStyle()}>
          <ChevronLeft aria-hidden />
        </Link>
        <Link href={`${path}?from=${addDays(week.from, 7)}`} aria-label="Week after" className={buttonStyle()}>
          <ChevronRight aria-hidden />
        </Link>
        <p className="px-1 font-medium text-body tabular-nums">
          {formatMonthDay(week.from)} – {formatMonthDay(addDays(week.from, 6))}
        </p>
        {week.from !== week.today && (
          <Link href={path} className={buttonStyle({ variant: 'ghost' })}>
            From today
          </Link>
        )}
      </nav>
      {week.days.length > 0 ? (
        <AppointmentList
          days={week.days}
          today={week.today}
          nowMs={now.getTime()}
          tenantSlug={slug}
          timeZone={week.timeZone}
          calendars={week.booking.calendars.map(({ id, name }) => ({ id, name }))}
          mayChange={isAtLeast(member.role, 'staff') && member.tenant.status === 'active'}
          move={move.bind(null, slug)}
          cancel={cancel.bind(null, slug)}
          restore={restore.bind(null, slug)}
        />
      ) : (
        <AppointmentsEmpty
          tenantSlug={slug}
          isEnabled={week.booking.enabled}
          next={week.next ? { date: week.next, href: `${path}?from=${week.next}` } : null}
        />
      )}
    </Page>
  );
}
