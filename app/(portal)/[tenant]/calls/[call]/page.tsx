import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { CallOutcome } from '@/components/calls/call-outcome';
import { CallSteps } from '@/components/calls/call-steps';
import { CallStory } from '@/components/calls/call-story';
import { callerName } from '@/components/calls/call-words';
import { Page, PageHeader } from '@/components/ui/page-header';
import { readNeighbours } from '@/lib/call/read';
import { formatMoment } from '@/lib/format/day';
import { requireMember } from '@/lib/portal/session';
import { gatherStory } from '../gather-story';
import { stepIn } from '../step-in';

export const metadata: Metadata = { title: 'Call' };

type Props = { params: Promise<{ tenant: string; call: string }> };

export default async function CallPage({ params }: Props) {
  const { tenant: slug, call: callId } = await params;
  const member = await requireMember(slug);
  const story = await gatherStory(member, callId, new Date());
  if (!story) notFound();

  const { newer, older } = await readNeighbours(member.db, member.tenantId, story.call);
  const path = `/${slug}/calls`;

  return (
    <Page>
      <PageHeader
        back={
          <Link href={path} className="hover:underline">
            Calls
          </Link>
        }
        title={callerName(story.call)}
        badge={<CallOutcome call={story.call} />}
        help={formatMoment(story.call.startedAt, story.timeZone)}
        actions={<CallSteps next={older && `${path}/${older}`} previous={newer && `${path}/${newer}`} />}
      />
      <CallStory {...story} stepIn={await stepIn(member, story.call)} />
    </Page>
  );
}
