import type { CallStoryProps } from '@/components/calls/call-story';
import { findCall, readCallEvents, readRevision, readTurns } from '@/lib/call/read';
import { isUuid } from '@/lib/call/uuid';
import { isAtLeast } from '@/lib/contracts/member';
import { readMessagesOfCall } from '@/lib/message/read';
import type { Member } from '@/lib/portal/session';
import { findRecording } from '@/lib/recording/read';
import { readWallClock } from './gather';

/** One call with all that was said; null where the tenant has no such call. */
export async function gatherStory(member: Member, callId: string, now: Date): Promise<CallStoryProps | null> {
  const { db, tenantId, tenant } = member;
  if (!isUuid(callId)) return null;

  const revision = await readRevision(db, tenantId);
  const [call, turns, messages, events, recording, { timeZone, names }] = await Promise.all([
    findCall(db, tenantId, callId),
    readTurns(db, tenantId, callId),
    readMessagesOfCall(db, tenantId, callId),
    readCallEvents(db, tenantId, callId),
    findRecording(db, tenantId, callId),
    readWallClock(member),
  ]);

  const canDownload = isAtLeast(member.role, 'manager');

  return (
    call && {
      tenantSlug: tenant.slug,
      call,
      turns,
      messages,
      events,
      recording,
      canDownload,
      names,
      timeZone,
      now,
      revision,
    }
  );
}
