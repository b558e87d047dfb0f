import { createHash } from 'node:crypto';
import { z } from 'zod';
import { findCarrierCall } from '@/lib/admission/read';
import { costOf } from '@/lib/billing/cost';
import { carrierLine } from '@/lib/billing/prices';
import { finishCall, saveEvents } from '@/lib/call/write';
import type { Clock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import { type CallId, mintCallId, mintTenantId, type TenantId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import { saveUsage } from '@/lib/usage/write';
import type { HandedOver } from './handed-over';
import type { PhoneCalls } from './phone-calls';
import { type Reply, textReply } from './reply';
import type { FormParams } from './verify-signature';

const over = ['completed', 'busy', 'failed', 'no-answer', 'canceled'] as const;

const callStatusSchema = z.object({
  CallSid: z.string().regex(/^[A-Za-z0-9]{1,64}$/),
  CallStatus: z.enum(['queued', 'initiated', 'ringing', 'answered', 'in-progress', ...over]),
  SequenceNumber: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
  CallDuration: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
});

type Said = z.infer<typeof callStatusSchema>;
type OwnCall = { callId: CallId; tenantId: TenantId };
type Lost = { status: string; endReason: string | null };
type Ending = { isOver: boolean; accountSid: string };

type Deps = {
  service: Db;
  callDb(callId: CallId): Db;
  calls: PhoneCalls;
  handedOver: HandedOver;
  /** False for a call that was in no transfer. */
  callerGone(call: { callSid: string; callId: CallId; tenantId: TenantId }, accountSid: string): Promise<boolean>;
  clock: Clock;
  log: Log;
};

/**
 * The carrier's own account of a call, in any order and any number of copies. Each status is noted once; only a final
 * one changes anything, and only a call that nobody holds.
 */
export function makeCallStatus({ service, callDb, calls, handedOver, callerGone, clock, log }: Deps) {
  return async function callStatus(params: FormParams): Promise<Reply> {
    const parsed = callStatusSchema.safeParse(params);
    if (!parsed.success) return textReply(400, 'Bad request.');
    const { CallSid: callSid, CallStatus: status } = parsed.data;
    const isOver = over.some((final) => final === status);

    if (isOver) calls.held(callSid)?.closed('caller_hung_up');
    try {
      await note(callSid, parsed.data, { isOver, accountSid: String(params.AccountSid) });
      return textReply(204, '');
    } catch (err) {
      log.error({ err }, 'The status of a call was not noted');
      return textReply(503, 'Try again.');
    }
  };

  async function note(callSid: string, said: Said, { isOver, accountSid }: Ending): Promise<void> {
    const call = await findCarrierCall(service, callSid);
    if (!call) return;
    const callId = mintCallId(call.id);
    const own = { callId, tenantId: mintTenantId(call.tenantId) };

    await saveEvents(service, own, [
      {
        id: eventId(callSid, said.CallStatus),
        kind: 'carrier_status',
        at: clock.now(),
        detail: {
          status: said.CallStatus,
          ...(said.SequenceNumber !== undefined && { sequence: Number(said.SequenceNumber) }),
          ...(said.CallDuration !== undefined && { seconds: Number(said.CallDuration) }),
        },
      },
    ]);
    if (isOver && call.answered && !isHeld(callSid)) {
      const wasInTransfer = await callerGone({ ...own, callSid }, accountSid);
      if (!wasInTransfer) {
        await noteMinutes(own, call, said.CallDuration);
        handedOver.endSoon(callSid, { reason: 'caller_hung_up', outcome: 'answered' });
      }
    }
    if (isOver && call.status === 'ringing' && !call.answered && !calls.held(callSid) && !handedOver.endSoon(callSid)) {
      await finishCall(callDb(callId), { reason: 'never_connected', outcome: 'missed', at: clock.now() });
    }
  }

  /** A caller who is being passed on is held by nobody, though our last words of them may still be on their way. */
  function isHeld(callSid: string): boolean {
    const held = calls.held(callSid);
    return held !== null && held.line.letGo() !== 'redirected';
  }

  /** A server that died with a call can count its minutes no more: the carrier's own count is taken, once. */
  async function noteMinutes(own: OwnCall, { status, endReason }: Lost, duration?: string): Promise<void> {
    if (duration === undefined || (status === 'ended' && endReason !== 'carrier_lost')) return;
    const seconds = Math.max(1, Number(duration));
    const raw = { seconds, minutes: Math.ceil(seconds / 60) };
    const line = { kind: 'carrier_minutes', providerId: 'line', model: carrierLine } as const;
    const entry = { ...line, raw, at: clock.now().toISOString() };
    await saveUsage(callDb(own.callId), own, [{ ...entry, cost: costOf(entry) }]);
  }
}

/** The same status of the same call has the same id, so that a copy is no second event. */
function eventId(callSid: string, status: string): string {
  const hex = createHash('sha256').update(`carrier_status ${callSid} ${status}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
