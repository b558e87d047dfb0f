import type { IncomingMessage } from 'node:http';
import type { CancelTimer } from '@/lib/platform/clock';
import type { ConfigCache } from './admission/config-cache';
import { makeFallbackOfCall } from './admission/fallback-of-call';
import type { LiveCalls } from './live-calls';
import type { Metrics } from './metrics';
import { makePassingOn } from './passing-on';
import { makeCallStatus } from './phone/call-status';
import { makeHandedOver } from './phone/handed-over';
import { makeIncomingCall } from './phone/incoming-call';
import { makeLegEnded } from './phone/leg-ended';
import { makeStreamDoor } from './phone/media-stream';
import { makePhoneCalls } from './phone/phone-calls';
import type { PoliteSocket } from './phone/polite-socket';
import { makeStreamEnded } from './phone/stream-ended';
import { serveStream } from './phone/stream-socket';
import { makeTicketPress } from './phone/ticket';
import { makeTwilioRest } from './phone/twilio-rest';
import { phoneUrls } from './phone/twiml';
import { authTokens, makeSignatureCheck } from './phone/verify-signature';
import { makeVoicemailEnded, makeVoicemailRecorded } from './phone/voicemail';
import type { Admission } from './ports/admission';
import type { LateFacts } from './ports/answer';
import type { CallSetup } from './ports/call-setup';
import type { Recorder } from './ports/recorder';
import type { ServerDeps } from './server';
import { continuedStore } from './transcript/continued-store';
import type { RecordKeeper } from './transcript/record-keeper';

type Deps = ServerDeps & {
  admission: Admission;
  cache: ConfigCache;
  records: RecordKeeper;
  liveCalls: LiveCalls;
  metrics: Metrics;
  isDraining(): boolean;
  isHandingOver(): boolean;
  recovered(): Promise<void>;
};

/** How long what was prepared for an admitted call is kept for its stream. */
const prepareForMs = 15_000;

/** Everything the carrier may knock at. */
export function makePhoneDoors(deps: Deps) {
  const { settings, databases, admission, cache, records, liveCalls, metrics, isDraining, recovered, clock, log } =
    deps;
  const tokens = authTokens(settings.twilio);
  const signatures = makeSignatureCheck(settings.realtimePublicUrl, tokens);
  const calls = makePhoneCalls(clock);
  const tickets = makeTicketPress(settings.internalApiSecret);
  const urls = phoneUrls(settings.realtimePublicUrl);
  const prepared = new Map<string, CancelTimer>();
  const rest = makeTwilioRest(settings.twilio);
  const handedOver = makeHandedOver({ callDb: databases.callDb, clock, log });
  const common = { service: databases.service, calls, handedOver, tickets, urls, isDraining, clock, log };
  const fallbackOf = makeFallbackOfCall({ ...common, cache });
  const passingOn = makePassingOn({ ...common, settings, databases, rest, fallbackOf });

  /** A call that the database has not heard of, or that broke off before, is not recorded: no consent would be its own. */
  function recorderOf(setup: CallSetup, late: LateFacts | undefined): Recorder | undefined {
    const isAllowed = setup.config.privacy.recording === 'on' && setup.resumed === null && !late;
    return isAllowed ? deps.recorderFor?.(setup) : undefined;
  }

  function prepare(setup: CallSetup): void {
    const withdraw = deps.onAdmitted?.(setup);
    if (!withdraw) return;
    const cancel = clock.setTimeout(() => {
      prepared.delete(setup.callId);
      withdraw();
    }, prepareForMs);
    prepared.set(setup.callId, cancel);
  }

  const accept = makeStreamDoor({
    service: databases.service,
    calls,
    admission,
    isKnownAccount: (accountSid) => tokens.anyAccount !== null || tokens.byAccount.has(accountSid),
    rest,
    clock,
    log,
    start(setup, line, { late, accountSid }) {
      handedOver.release(setup.carrierCallSid ?? '');
      prepared.get(setup.callId)?.();
      prepared.delete(setup.callId);
      const store = continuedStore(records.open(setup, late), setup.resumed);
      if (setup.replacedSections.length > 0) store.noteEvent('config_replaced', { sections: setup.replacedSections });
      return liveCalls.start({
        setup,
        carrier: line.carrier,
        store,
        recorder: recorderOf(setup, late),
        transfers: (!late && passingOn.transfersOf(setup, line, accountSid)) || undefined,
        onEnded(reason) {
          metrics.ended.inc({ reason });
          if (setup.carrierCallSid) calls.noteEnded(setup.carrierCallSid, reason);
        },
      });
    },
  });

  const { incomingCall, afterStaff } = makeIncomingCall({
    ...common,
    admission,
    fallbackOf: cache.fallbackOf,
    onAdmitted: prepare,
    onDecided: (decision) => metrics.decisions.inc({ decision }),
  });
  const streamEnded = makeStreamEnded({ ...common, fallbackOf, recovered, isHandingOver: deps.isHandingOver });
  const callStatus = makeCallStatus({ ...common, callDb: databases.callDb, callerGone: passingOn.callerGone });
  const legs = makeLegEnded({ ...common, fallbackOf, afterStaff });
  const voicemailEnded = makeVoicemailEnded(common);
  const voicemailRecorded = makeVoicemailRecorded({ ...common, callDb: databases.callDb });

  return {
    signatures,
    webhooks: [
      { path: '/phone/incoming-realtime', name: 'incoming', answer: incomingCall },
      { path: '/phone/stream-ended', name: 'stream-ended', answer: streamEnded },
      { path: '/phone/staff-ended', name: 'staff-ended', answer: legs.staffEnded },
      { path: '/phone/forward-ended', name: 'forward-ended', answer: legs.forwardEnded },
      { path: '/phone/dial-ended', name: 'dial-ended', answer: legs.dialEnded },
      { path: '/phone/voicemail-ended', name: 'voicemail-ended', answer: voicemailEnded },
      { path: '/phone/voicemail-recorded', name: 'voicemail-recorded', answer: voicemailRecorded },
      { path: '/phone/status', name: 'status', answer: callStatus },
      ...passingOn.webhooks,
    ],
    sounds: passingOn.sounds,
    comingOf: calls.comingOf,
    refuseUpgrade(request: IncomingMessage): number | null {
      const signature = request.headers['x-twilio-signature'];
      const given = typeof signature === 'string' ? signature : undefined;
      if (!signatures.isUpgradeGenuine(given, request.url ?? '')) return 403;
      return isDraining() && calls.waiting() === 0 ? 503 : null;
    },
    serve(socket: PoliteSocket, settled: () => void): void {
      serveStream(socket, {
        accept,
        settled,
        refused(why) {
          metrics.refusals.inc({ door: 'frame' });
          log.info({ why }, 'A stream was refused');
        },
        clock,
      });
    },
  };
}
