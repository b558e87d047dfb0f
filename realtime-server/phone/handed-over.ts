import { finishCall, markAnswered, renewLease } from '@/lib/call/write';
import type { CallOutcome, EndReason } from '@/lib/contracts/call';
import type { CancelTimer, Clock } from '@/lib/platform/clock';
import type { Db } from '@/lib/platform/database';
import type { CallId, TenantId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';

const renewEveryMs = 20_000;
const longestMs = 4 * 60 * 60_000;
/** The carrier says that a call is over and how its leg ended in two requests, in any order. */
const lastWordMs = 10_000;

type OwnCall = { callId: CallId; tenantId: TenantId };
type Ending = { reason: EndReason; outcome: CallOutcome };

/** Calls that a person or a recorder has, not our agent: held, so that nobody takes them for abandoned. */
export type HandedOver = {
  begin(callSid: string, call: OwnCall): void;
  /** Our agent has it again, or it is over. */
  release(callSid: string): void;
  /** Somebody else talked, or recorded; a call that ended before stays as it ended. */
  finish(callSid: string, call: OwnCall, ending: Ending, talkedSeconds: number | null): Promise<void>;
  /** False for a call that is not ours to end. Otherwise it ends, as missed, unless a better word comes in time. */
  endSoon(callSid: string, ending?: Ending): boolean;
};

type Deps = { callDb(callId: CallId): Db; clock: Clock; log: Log };

export function makeHandedOver({ callDb, clock, log }: Deps): HandedOver {
  const held = new Map<string, { call: OwnCall; stop: CancelTimer }>();

  function release(callSid: string): void {
    held.get(callSid)?.stop();
    held.delete(callSid);
  }

  async function finish(callSid: string, call: OwnCall, { reason, outcome }: Ending, talkedSeconds: number | null) {
    release(callSid);
    const at = clock.now();
    const db = callDb(call.callId);
    if (talkedSeconds !== null) await markAnswered(db, call, new Date(at.getTime() - talkedSeconds * 1000));
    await finishCall(db, { reason, outcome, at });
  }

  return {
    begin(callSid, call) {
      release(callSid);
      const renew = () =>
        renewLease(callDb(call.callId)).catch((err) =>
          log.warn({ err, callId: call.callId }, 'A call that was handed over was not held'),
        );
      const stopRenewing = clock.setInterval(() => void renew(), renewEveryMs);
      const giveUp = clock.setTimeout(() => release(callSid), longestMs);
      const stop = () => {
        stopRenewing();
        giveUp();
      };
      held.set(callSid, { call, stop });
      void renew();
    },
    release,
    finish,
    endSoon(callSid, ending = { reason: 'never_connected', outcome: 'missed' }) {
      const known = held.get(callSid);
      if (!known) return false;
      release(callSid);
      clock.setTimeout(() => {
        finish(callSid, known.call, ending, null).catch((err) =>
          log.error({ err, callId: known.call.callId }, 'A call that was handed over was not ended'),
        );
      }, lastWordMs);
      return true;
    },
  };
}
