import type { CallStoryProps } from '@/components/calls/call-story';
import { readAppointmentsOfCall } from '@/lib/booking/read';
import { findCall, readCallEvents, readRevision, readTurns } from '@/lib/call/read';
import { isUuid } from '@/lib/call/uuid';
import { findCallerByNumber } from '@/lib/caller/read';
import { isAtLeast } from '@/lib/contracts/member';
import { readMessagesOfCall } from '@/lib/message/read';
import type { Member } from '@/lib/portal/session';
import { findRecording } from '@/lib/recording/read';
import { readSummary } from '@/lib/summary/read';
import { readTextsOfCall } from '@/lib/text/read';
import { readTransfers } from '@/lib/transfer/read';
import { readUsageOfCall } from '@/lib/usage/read';
import { readVoicemailsOfCall } from '@/lib/voicemail/read';
import { readWallClock } from './gather';

/** One call with all that was said; null where the tenant has no such call. */
export async function gatherStory(member: Member, callId: string, now: Date): Promise<CallStoryProps | null> {
  const { db, tenantId, tenant } = member;
  if (!isUuid(callId)) return null;

  const revision = await readRevision(db, tenantId);
  const [
    call,
    turns,
    messages,
    summary,
    events,
    recording,
    usage,
    voicemails,
    texts,
    transfers,
    appointments,
    { timeZone, names },
  ] = await Promise.all([
    findCall(db, tenantId, callId),
    readTurns(db, tenantId, callId),
    readMessagesOfCall(db, tenantId, callId),
    readSummary(db, tenantId, callId),
    readCallEvents(db, tenantId, callId),
    findRecording(db, tenantId, callId),
    readUsageOfCall(db, tenantId, callId),
    readVoicemailsOfCall(db, tenantId, callId),
    readTextsOfCall(db, tenantId, callId),
    readTransfers(db, tenantId, callId),
    readAppointmentsOfCall(db, tenantId, callId),
    readWallClock(member),
  ]);

  const known = call && !call.isTest ? await findCallerByNumber(db, tenantId, call.callerNumber) : null;
  const caller = known && { name: known.name, calls: known.calls, href: `/${tenant.slug}/callers/${known.id}` };
  const canDownload = isAtLeast(member.role, 'manager');

  return (
    call && {
      tenantSlug: tenant.slug,
      call,
      turns,
      messages,
      voicemails,
      appointments,
      texts,
      transfers,
      summary,
      caller,
      events,
      recording,
      canDownload,
      usage,
      names,
      timeZone,
      now,
      revision,
    }
  );
}
