import { wasTakenUpSince } from '@/lib/admission/read';
import type { Clock } from '@/lib/platform/clock';
import { sha256 } from '@/lib/platform/crypto';
import type { Db } from '@/lib/platform/database';
import type { Log } from '@/lib/platform/log';
import type { Admission } from '../ports/admission';
import type { LateFacts } from '../ports/answer';
import type { CallSetup } from '../ports/call-setup';
import type { LiveCall } from '../ports/live-call';
import type { HeldCall, PendingCall, PhoneCalls } from './phone-calls';
import type { PoliteSocket } from './polite-socket';
import type { StreamEnd, StreamStart } from './stream-socket';
import { makePhoneLine, type PhoneLine } from './twilio-carrier';
import type { CarrierRest } from './twilio-rest';

type Deps = {
  service: Db;
  calls: PhoneCalls;
  admission: Pick<Admission, 'spend' | 'setUpFrom'>;
  isKnownAccount(accountSid: string): boolean;
  start(setup: CallSetup, line: PhoneLine, known: { late: LateFacts | undefined; accountSid: string }): LiveCall;
  rest: CarrierRest;
  clock: Clock;
  log: Log;
};

/** How long a call waits for its next stream when one breaks. */
const reattachWithinMs = 10_000;

/** Lets a stream in by its ticket, once, and only for the call and account the ticket was made for. */
export function makeStreamDoor({ service, calls, admission, isKnownAccount, start, rest, clock, log }: Deps) {
  return async function accept(asked: StreamStart, socket: PoliteSocket): Promise<StreamEnd | null> {
    if (asked.ticket === null || !isKnownAccount(asked.accountSid)) return null;
    const hash = sha256(asked.ticket);
    const pending = calls.pending(hash);
    // Whoever lets go of the call has it still: a ticket that is spent now would open nothing later.
    if (calls.held(asked.callSid)?.line.letGo()) return null;
    if (pending && !isFor(pending, asked)) return null;
    if (pending) pending.spent = true;

    const setup = await proveTicket(hash, pending, asked);
    if (!setup) return null;

    const before = calls.held(asked.callSid);
    if (before?.streaming || before?.line.letGo()) return null;
    if (before) {
      attach(before.line, socket, asked.streamSid);
      before.streaming = true;
      before.ticketHash = hash;
      for (const name of before.line.takeMarks()) before.live.onMark(name);
      return endOf(before);
    }

    const line = makePhoneLine({ callSid: asked.callSid, accountSid: asked.accountSid, rest, log });
    attach(line, socket, asked.streamSid);
    const held = holdCall(start(setup, line, { late: pending?.late, accountSid: asked.accountSid }), line, hash);
    calls.hold(asked.callSid, held);
    return endOf(held);
  };

  function holdCall(live: LiveCall, line: PhoneLine, ticketHash: string): HeldCall {
    let isClosed = false;
    return {
      live,
      line,
      streaming: true,
      ticketHash,
      closed(cause) {
        if (isClosed) return;
        isClosed = true;
        safely(live, () => live.onClosed(cause));
      },
    };
  }

  function attach(line: PhoneLine, socket: PoliteSocket, streamSid: string): void {
    socket.accepted = true;
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

  function endOf(held: HeldCall): StreamEnd {
    const { live, line } = held;
    return {
      audio: live.onAudio,
      mark: (name) => safely(live, () => void (line.returnMark(name) && live.onMark(name))),
      digit: (digit) => safely(live, () => live.onDigit(digit)),
      closed(stopped) {
        line.detach();
        held.streaming = false;
        safely(live, () => {
          for (const name of line.takeMarks()) live.onMark(name);
        });
        if (line.redirectedTo() === null) lineEnded(held, stopped);
        else void line.streamEnded().then((isOver) => isOver && lineEnded(held, stopped));
      },
    };
  }

  function lineEnded(held: HeldCall, stopped: boolean): void {
    if (stopped) held.closed('caller_hung_up');
    else waitForNext(held);
  }

  function waitForNext(held: HeldCall): void {
    clock.setTimeout(() => {
      if (!held.streaming) void letGoOf(held);
    }, reattachWithinMs);
  }

  /** The carrier's next stream may have gone to another server, which has the call now. */
  async function letGoOf(held: HeldCall): Promise<void> {
    try {
      if (await wasTakenUpSince(service, held.ticketHash)) {
        log.info('A call goes on at another server');
        await held.live.handOver();
        return;
      }
    } catch (err) {
      log.warn({ err }, 'The database did not tell whether a call goes on elsewhere');
    }
    if (!held.streaming) held.closed('lost');
  }

  /** What goes wrong in one call ends that call alone. */
  function safely(live: LiveCall, run: () => void): void {
    try {
      run();
    } catch (err) {
      log.error({ err }, 'A call failed on a frame');
      void live.end('error');
    }
  }
}

function isFor(pending: PendingCall, asked: StreamStart): boolean {
  return !pending.spent && pending.callSid === asked.callSid && pending.accountSid === asked.accountSid;
}
