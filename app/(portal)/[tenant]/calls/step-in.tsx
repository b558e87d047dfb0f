import type { ReactNode } from 'react';
import { LiveControls } from '@/components/calls/live-controls';
import { PassedOn } from '@/components/calls/passed-on';
import { SpamCard } from '@/components/calls/spam-card';
import type { CallSummary } from '@/lib/call/summary';
import { isAtLeast } from '@/lib/contracts/member';
import { findOwnPhone } from '@/lib/member/read';
import type { Member } from '@/lib/portal/session';
import { isCallerBlocked, readSpamReason } from '@/lib/spam/read';
import { readTransfers } from '@/lib/transfer/read';
import { findLiveVersion } from '@/lib/version/read';
import { blockCallerOf, markCallSpam, tellCall } from './step-in-actions';

/** What a member can do about a call: while it runs, step in; afterwards, say that nobody wanted it. */
export async function stepIn(member: Member, call: CallSummary): Promise<ReactNode> {
  const { db, tenantId, tenant, role } = member;
  const mayAct = isAtLeast(role, 'staff');

  if (call.status !== 'ended') {
    if (!mayAct) return null;
    const [live, phone, transfers] = await Promise.all([
      findLiveVersion(db, tenantId),
      findOwnPhone(db, tenantId, member.userId),
      readTransfers(db, tenantId, call.id),
    ]);
    const passedOn = transfers.find(({ status }) => status === 'ringing' || status === 'accepted');
    if (passedOn) return <PassedOn label={passedOn.label} isTalking={passedOn.status === 'accepted'} />;
    const people = live?.config.routing.people.map(({ label }) => label) ?? [];
    return (
      <LiveControls
        key={`step in ${call.id}`}
        callId={call.id}
        people={people}
        verifyHref={phone?.isVerified ? null : `/${tenant.slug}/your-phone?call=${call.id}`}
        tell={tellCall.bind(null, tenant.slug)}
      />
    );
  }
  if (call.isTest || call.dialedNumber === null) return null;
  const [reason, isBlocked] = await Promise.all([
    readSpamReason(db, tenantId, call.id),
    call.callerNumber ? isCallerBlocked(db, tenantId, call.callerNumber) : false,
  ]);
  if (!mayAct && reason === null && !isBlocked) return null;
  return (
    <SpamCard
      key={`spam ${call.id}`}
      {...{ callId: call.id, callerNumber: call.callerNumber, reason, isBlocked }}
      mark={mayAct ? markCallSpam.bind(null, tenant.slug) : null}
      block={mayAct ? blockCallerOf.bind(null, tenant.slug) : null}
    />
  );
}
