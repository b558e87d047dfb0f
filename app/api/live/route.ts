import { unstable_rethrow } from 'next/navigation';
import type { LiveBatch } from '@/lib/call/live-changes';
import type { LiveReader } from '@/lib/call/live-feed';
import { readChangesSince } from '@/lib/call/read';
import { isUuid } from '@/lib/call/uuid';
import { readMemberships } from '@/lib/member/read';
import { memberDatabase } from '@/lib/platform/database';
import { mintMemberToken, renewing } from '@/lib/platform/database-token';
import { failureResponse } from '@/lib/portal/failure';
import { type Member, proveMember } from '@/lib/portal/session';
import { eventStream } from './event-stream';
import { liveFeeds } from './feeds';

export const dynamic = 'force-dynamic';

/** Then the browser comes back by itself and is asked for its session again. */
const streamLifeMs = 5 * 60_000;

/** What changes in a tenant's calls, as it happens. `call` adds the words of that one call. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { searchParams } = new URL(request.url);
    const member = await proveMember(searchParams.get('tenant') ?? '');
    const callId = searchParams.get('call') ?? '';
    return watch(request, member, isUuid(callId) ? callId.toLowerCase() : null);
  } catch (error) {
    unstable_rethrow(error);
    return failureResponse(error);
  }
}

function watch(request: Request, member: Member, callId: string | null): Response {
  return eventStream(request.signal, streamLifeMs, (sink) =>
    liveFeeds.join(member.tenantId, {
      since: resumePoint(request),
      reader: readerFor(member),
      send(batch) {
        const wanted = only(batch, callId);
        if (wanted.calls.length + wanted.turns.length > 0) sink.send('changes', wanted, batch.resumeFrom);
      },
      dismissed() {
        sink.send('gone', {});
        sink.close();
      },
    }),
  );
}

function resumePoint(request: Request): number {
  const asked = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('since');
  const revision = Number(asked);
  return Number.isSafeInteger(revision) && revision > 0 ? revision : 0;
}

function only(batch: LiveBatch, callId: string | null): LiveBatch {
  return {
    resumeFrom: batch.resumeFrom,
    calls: callId ? batch.calls.filter((call) => call.id === callId) : batch.calls,
    turns: batch.turns.filter((turn) => turn.callId === callId),
  };
}

/** A stream outlives a token, so the token is minted again; what it opens is decided by the database each time. */
function readerFor({ userId, sessionVersion, tenantId }: Member): LiveReader {
  const db = memberDatabase(renewing(() => mintMemberToken({ userId, sessionVersion })));
  return {
    readChanges: (since) => readChangesSince(db, tenantId, since),
    isStillMember: async () =>
      (await readMemberships(db, userId)).some((membership) => membership.tenantId === tenantId),
  };
}
