import type { Metadata } from 'next';
import { BookingEditor } from '@/components/booking/booking-editor';
import { Page, PageHeader } from '@/components/ui/page-header';
import { localTime } from '@/lib/hours/local-time';
import { requireMember } from '@/lib/portal/session';
import { readDraft } from '@/lib/version/read';
import { versionOf } from '@/lib/version/section-versions';
import { whyReadOnly } from '../read-only';
import { saveBooking } from './actions';

export const metadata: Metadata = { title: 'Booking' };

export default async function BookingPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const member = await requireMember(tenant);
  const { config, versions } = await readDraft(member.db, member.tenantId);
  const now = new Date();

  return (
    <Page width="wide">
      <PageHeader title="Booking" help="What callers may book by telephone, and when." />
      <BookingEditor
        tenant={tenant}
        config={config}
        version={versionOf(versions, 'booking')}
        today={localTime(now, config.identity.timeZone).date}
        nowMs={now.getTime()}
        readOnly={whyReadOnly(member)}
        save={saveBooking.bind(null, tenant)}
      />
    </Page>
  );
}
