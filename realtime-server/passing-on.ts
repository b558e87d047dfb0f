import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import type { Door } from './doors';
import type { HandedOver } from './phone/handed-over';
import type { PhoneCalls } from './phone/phone-calls';
import type { TicketPress } from './phone/ticket';
import { makeTransferDoors } from './phone/transfer-doors';
import { makeTransferGate, transferPaths } from './phone/transfer-gate';
import type { PhoneLine } from './phone/twilio-carrier';
import type { CarrierRest } from './phone/twilio-rest';
import type { PhoneUrls } from './phone/twiml';
import type { CallSetup } from './ports/call-setup';
import type { Fallback } from './ports/fallback';
import type { CallTransfers } from './ports/transfers';
import type { Databases } from './transcript/record-writer';
import { makeBlindLeg } from './transfers/blind-leg';
import { makeCallTransfers } from './transfers/call-transfers';
import { makeTransferredCaller } from './transfers/caller';
import { makeLegs } from './transfers/legs';
import { ringingSound } from './transfers/ringing-sound';

type Deps = {
  settings: { realtimePublicUrl: string; internalApiSecret: string };
  databases: Databases;
  rest: CarrierRest;
  handedOver: HandedOver;
  calls: PhoneCalls;
  tickets: TicketPress;
  urls: PhoneUrls;
  fallbackOf(call: { callSid: string; dialedNumber: string }): Promise<Fallback>;
  isDraining(): boolean;
  clock: Clock;
  log: Log;
};

/** Wires the room of transfers: what a call passes its caller on by, and what the carrier asks meanwhile. */
export function makePassingOn(deps: Deps) {
  const { settings, databases, rest, handedOver, clock, log } = deps;
  const { service, callDb } = databases;
  const gate = makeTransferGate({
    service,
    publicUrl: settings.realtimePublicUrl,
    secret: settings.internalApiSecret,
  });
  const legs = makeLegs({
    ...{ callDb, rest, clock, log, urlsOf: gate.urlsOf },
    hold: (transfer) => handedOver.begin(transfer.callSid, transfer),
  });
  const caller = makeTransferredCaller({
    ...{ callDb, completeCall: rest.completeCall, clock, log },
    finish: (transfer, ending) => handedOver.finish(transfer.callSid, transfer, ending, null),
  });
  const sound = ringingSound();
  const ringing: Door = {
    name: 'ringing',
    method: 'GET',
    open: async () => ({ status: 200, contentType: 'audio/wav', body: sound }),
  };

  return {
    webhooks: makeTransferDoors({
      ...deps,
      service,
      gate,
      room: {
        whisper: legs.whisper,
        choice: legs.choice,
        ended: legs.ended,
        blindLeg: makeBlindLeg({ callDb }),
        hold: legs.hold,
        callerEnded: caller.ended,
      },
    }),
    sounds: [[transferPaths.ringing, ringing]] satisfies [string, Door][],
    /** The caller of a call that nobody of ours holds hung up. False when it was in no transfer. */
    callerGone: caller.gone,

    /** Null for a call that the database has not heard of, or that no carrier knows. */
    transfersOf(setup: CallSetup, line: PhoneLine, accountSid: string): CallTransfers | null {
      const { carrierCallSid: callSid, callId, tenantId, dialedNumber } = setup;
      if (callSid === null) return null;
      const named = (transferId: string) => ({ callSid, transferId, callId, tenantId });
      return makeCallTransfers({
        ...{ setup, clock, log, db: callDb(callId), redirect: line.redirect },
        urlsOf: (transferId) => gate.urlsOf(named(transferId)),
        ring: ({ transferId, phone, ringSeconds }) =>
          legs.ring(accountSid, named(transferId), { phone, from: dialedNumber ?? '', ringSeconds }),
        held: { begin: () => handedOver.begin(callSid, setup), release: () => handedOver.release(callSid) },
      });
    },
  };
}
