import type { WebSocket } from 'ws';
import type { CancelTimer, Clock } from '@/lib/platform/clock';
import { sha256 } from '@/lib/platform/crypto';
import type { Log } from '@/lib/platform/log';
import type { Admission } from '../ports/admission';
import type { LateFacts } from '../ports/answer';
import type { CallSetup } from '../ports/call-setup';
import type { LiveCall } from '../ports/live-call';
import type { PendingCall, PhoneCalls } from './phone-calls';
import type { StreamEnd, StreamStart } from './stream-socket';
import { makePhoneLine, type PhoneLine } from './twilio-carrier';
import type { CarrierRest } from './twilio-rest';

type Deps = {
  calls: PhoneCalls;
  admission: Pick<Admission, 'spend' | 'setUpFrom'>;
  isKnownAccount(accountSid: string): boolean;
  start(setup: CallSetup, line: PhoneLine, late: LateFacts | undefined): LiveCall;
  rest: CarrierRest;
  clock: Clock;
  log: Log;
};

/** How long a call waits for its next stream when one breaks. */
const reattachWithinMs = 10_000;

/** Lets a stream in by its ticket, once, and only for the call and account the ticket was made for. */
export function makeStreamDoor({ calls, admission, isKnownAccount, start, rest, clock, log }: Deps) {
  return async function accept(asked: StreamStart, socket: WebSocket): Promise<StreamEnd | null> {
    if (asked.ticket === null || !isKnownAccount(asked.accountSid)) return null;
    const hash = sha256(asked.ticket);
    const pending = calls.pending(hash);
    if (pending && !isFor(pending, asked)) return null;
    if (pending) pending.spent = true;

    const setup = await proveTicket(hash, pending, asked);
    if (!setup) return null;

    const held = calls.held(asked.callSid);
    if (held?.streaming) return null;
    if (held) {
      attach(held.line, socket, asked.streamSid);
      held.streaming = true;
      for (const name of held.line.takeMarks()) held.live.onMark(name);
      return endOf(asked, held.line, held.live);
    }

    const line = makePhoneLine({ callSid: asked.callSid, accountSid: asked.accountSid, rest, log });
    attach(line, socket, asked.streamSid);
    const live = start(setup, line, pending?.late);
    calls.hold(asked.callSid, { live, line, streaming: true });
    return endOf(asked, line, live);
  };

  function attach(line: PhoneLine, socket: WebSocket, streamSid: string): void {
    if ('accepted' in socket) socket.accepted = true;
    line.attach(socket, streamSid);
  }

  async function proveTicket(hash: string, pending: PendingCall | null, asked: StreamStart): Promise<CallSetup | null> {
    // Answered while the database was away: it knows no ticket, so our own word is all there is.
    if (pending?.late) return pending.setup;
    try {
      const spent = await admission.spend(hash, asked.callSid);
      if (!spent) return null;
      return pending?.setup ?? (await admission.setUpFrom(spent, asked.callSid));
    } catch (err) {
      log.error({ err }, 'The database did not check a ticket; our own word decides');
      return pending?.setup ?? null;
    }
  }

  function endOf(asked: StreamStart, line: PhoneLine, live: LiveCall): StreamEnd {
    // What goes wrong in one call ends that call alone.
    const safely = (run: () => void): void => {
      try {
        run();
      } catch (err) {
        log.error({ err }, 'A call failed on a frame');
        void live.end('error');
      }
    };
    return {
      audio: (payload) => safely(() => live.onAudio(payload)),
      mark: (name) => safely(() => void (line.returnMark(name) && live.onMark(name))),
      digit: (digit) => safely(() => live.onDigit(digit)),
      closed(stopped) {
        line.detach();
        const held = calls.held(asked.callSid);
        if (held) held.streaming = false;
        safely(() => {
          for (const name of line.takeMarks()) live.onMark(name);
          if (stopped) live.onClosed('caller_hung_up');
        });
        if (!stopped) waitForNext(asked.callSid, live);
      },
    };
  }

  function waitForNext(callSid: string, live: LiveCall): CancelTimer {
    return clock.setTimeout(() => {
      if (!calls.held(callSid)?.streaming) live.onClosed('lost');
    }, reattachWithinMs);
  }
}

function isFor(pending: PendingCall, asked: StreamStart): boolean {
  return !pending.spent && pending.callSid === asked.callSid && pending.accountSid === asked.accountSid;
}
