import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { CallerNotes } from '@/components/callers/caller-notes';
import { EraseCaller } from '@/components/callers/erase-caller';
import { MemoryList } from '@/components/callers/memory-list';
import { CallTable } from '@/components/calls/call-table';
import { Fact, Facts } from '@/components/ui/facts';
import { Page, PageHeader } from '@/components/ui/page-header';
import { readCallsFrom } from '@/lib/call/read';
import { isUuid } from '@/lib/call/uuid';
import { findCaller, readMemories } from '@/lib/caller/read';
import { isAtLeast } from '@/lib/contracts/member';
import { formatMoment } from '@/lib/format/day';
import { formatPhone } from '@/lib/format/phone';
import { requireMember } from '@/lib/portal/session';
import { readWallClock } from '../../calls/gather';
import { erase, remember, save } from '../actions';

export const metadata: Metadata = { title: 'Caller' };

type Props = { params: Promise<{ tenant: string; caller: string }> };

export default async function CallerPage({ params }: Props) {
  const { tenant: slug, caller: callerId } = await params;
  const member = await requireMember(slug);
  const { db, tenantId, tenant, role } = member;
  const caller = isUuid(callerId) ? await findCaller(db, tenantId, callerId) : null;
  if (!caller) notFound();

  const now = new Date();
  const [memories, { timeZone }, calls] = await Promise.all([
    readMemories(db, tenantId, caller.id),
    readWallClock(member),
    readCallsFrom(db, tenantId, caller.e164),
  ]);
  const mayChange = isAtLeast(role, 'staff') && tenant.status === 'active';
  const mayErase = isAtLeast(role, 'manager') && tenant.status === 'active';
  const callsPath = `/${slug}/calls`;

  return (
    <Page>
      <PageHeader
        back={
          <Link href={`/${slug}/callers`} className="hover:underline">
            Callers
          </Link>
        }
        title={caller.name || formatPhone(caller.e164)}
        help="A number is no proof of who holds the telephone: your receptionist never reads any of this out."
        actions={
          mayErase && <EraseCaller caller={caller} erase={erase.bind(null, slug)} backHref={`/${slug}/callers`} />
        }
      />
      <Facts className="rounded-lg border bg-card p-4 sm:p-5">
        <Fact label="Number">
          <a href={`tel:${caller.e164}`} className="text-brand-foreground hover:underline">
            {formatPhone(caller.e164)}
          </a>
        </Fact>
        <Fact label="Calls">{caller.calls}</Fact>
        <Fact label="Texts">
          <Link
            href={`/${slug}/texts?number=${encodeURIComponent(caller.e164)}`}
            className="text-brand-foreground hover:underline"
          >
            See them
          </Link>
        </Fact>
        <Fact label="First call">{formatMoment(caller.firstCallAt, timeZone)}</Fact>
        <Fact label="Last call">{formatMoment(caller.lastCallAt, timeZone)}</Fact>
      </Facts>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <MemoryList
          memories={memories}
          callsPath={callsPath}
          edit={mayChange ? remember.bind(null, slug) : null}
          timeZone={timeZone}
          nowMs={now.getTime()}
        />
        <CallerNotes key={caller.id} caller={caller} save={mayChange ? save.bind(null, slug) : null} />
      </div>
      <section aria-labelledby="their-calls" className="flex flex-col gap-3">
        <h2 id="their-calls" className="font-semibold text-body">
          Calls
        </h2>
        <CallTable
          calls={calls}
          path={callsPath}
          params={{ range: 'all' }}
          openCallId={null}
          timeZone={timeZone}
          now={now}
          showNumber={false}
        />
      </section>
    </Page>
  );
}
