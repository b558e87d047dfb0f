import { createHash } from 'node:crypto';
import { z } from 'zod';
import { findCarrierCall, readCallFacts } from '@/lib/admission/read';
import { saveEvents } from '@/lib/call/write';
import { phoneSchema } from '@/lib/contracts/phone';
import { saveMessage } from '@/lib/message/write';
import type { Clock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import { type CallId, mintCallId, mintTenantId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import type { HandedOver } from './handed-over';
import { type Reply, textReply, twimlReply } from './reply';
import { goodbye } from './twiml';
import type { FormParams } from './verify-signature';

const recordedSchema = z.object({
  AccountSid: z.string().regex(/^[A-Za-z0-9]{1,64}$/),
  CallSid: z.string().regex(/^[A-Za-z0-9]{1,64}$/),
  RecordingSid: z.string().regex(/^RE[A-Za-z0-9]{1,62}$/),
  RecordingDuration: z.string().regex(/^\d{1,6}$/),
  RecordingStatus: z.string().max(40).default('completed'),
});
type Recorded = z.infer<typeof recordedSchema>;

const leftVoicemail = { reason: 'voicemail', outcome: 'message_taken' } as const;

type HandedOverTo = { handedOver: HandedOver };
type Deps = { service: Db; callDb(callId: CallId): Db; clock: Clock; log: Log };

/** A caller who has spoken to the recorder is thanked. */
export function makeVoicemailEnded({ service, handedOver, log }: Pick<Deps, 'service' | 'log'> & HandedOverTo) {
  return async function voicemailEnded(params: FormParams): Promise<Reply> {
    const { CallSid, RecordingDuration } = params;
    if (typeof CallSid === 'string' && Number(RecordingDuration) > 0) {
      await finish(CallSid).catch((err) =>
        log.error({ err }, 'A call that ended in a voicemail was not noted as such'),
      );
    }
    return twimlReply(goodbye('Thank you. Your message was recorded. Goodbye.'));
  };

  async function finish(callSid: string): Promise<void> {
    const call = await findCarrierCall(service, callSid);
    if (!call) return;
    const own = { callId: mintCallId(call.id), tenantId: mintTenantId(call.tenantId) };
    await handedOver.finish(callSid, own, leftVoicemail, null);
  }
}

/** The carrier has a recording ready: it is a message like any other, however often we are told. */
export function makeVoicemailRecorded({ service, callDb, handedOver, clock, log }: Deps & HandedOverTo) {
  return async function voicemailRecorded(params: FormParams): Promise<Reply> {
    const parsed = recordedSchema.safeParse(params);
    if (!parsed.success) return textReply(400, 'Bad request.');
    if (parsed.data.RecordingStatus !== 'completed' || Number(parsed.data.RecordingDuration) === 0) {
      return textReply(204, '');
    }
    try {
      await keep(parsed.data);
      return textReply(204, '');
    } catch (err) {
      log.error({ err, recordingSid: parsed.data.RecordingSid }, 'A voicemail was not noted');
      return textReply(503, 'Try again.');
    }
  };

  async function keep({ AccountSid, CallSid, RecordingSid, RecordingDuration }: Recorded): Promise<void> {
    const call = await findCarrierCall(service, CallSid);
    if (!call) {
      log.error({ recordingSid: RecordingSid }, 'A voicemail belongs to a call that nobody knows');
      return;
    }
    const callId = mintCallId(call.id);
    const own = { callId, tenantId: mintTenantId(call.tenantId) };
    const db = callDb(callId);
    const { callerNumber } = await readCallFacts(db, callId);
    const seconds = Number(RecordingDuration);
    await saveMessage(db, own, RecordingSid, {
      caller_name: 'Voicemail',
      callback_number: phoneSchema.safeParse(callerNumber).data ?? null,
      message: `A voicemail of ${seconds === 1 ? 'one second' : `${seconds} seconds`}.`,
      urgent: false,
    });
    const detail = { accountSid: AccountSid, recordingSid: RecordingSid, seconds };
    // Whoever hangs up while they are recorded has left a message too.
    await handedOver.finish(CallSid, own, leftVoicemail, null);
    await saveEvents(db, own, [{ id: idOf(RecordingSid), kind: 'voicemail', at: clock.now(), detail }]);
  }
}

/** The same recording has the same id, so that a copy is no second event. */
function idOf(recordingSid: string): string {
  const hex = createHash('sha256').update(`voicemail ${recordingSid}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
