import type { EndReason } from '@/lib/contracts/call';
import type { CancelTimer, Clock } from '@/lib/platform/clock';
import type { CallId, TenantId } from '@/lib/platform/ids';
import type { Log } from '@/lib/platform/log';
import type { CallSetup } from './ports/call-setup';
import type { CallStore } from './ports/call-store';
import type { Carrier } from './ports/carrier';
import type { CallLine, LiveCall, StartCall } from './ports/live-call';
import type { Recorder } from './ports/recorder';
import type { CallTransfers } from './ports/transfers';

/** A lease is a minute long: two renewals may be lost. */
const renewEveryMs = 20_000;
/** As many calls as one token names. */
const callsAtOnce = 100;

type Deps = {
  startCall: StartCall;
  /** Of a hundred calls at most. */
  renewLeases(calls: readonly CallId[]): Promise<void>;
  /** Listens for what the team asks of a call, until told to stop; absent, nobody can ask. */
  watchCommands?(callId: CallSetup['callId'], obey: LiveCall['obey']): () => void;
  clock: Clock;
  log: Log;
};

export type Line = {
  setup: CallSetup;
  carrier: Carrier;
  store: CallStore;
  recorder?: Recorder;
  transfers?: CallTransfers;
  /** Once the record of the call is safe. */
  onEnded(reason: EndReason | 'handed_over'): void;
};

/** Every call of this process: holds its lease while it lives and lets it go when it has ended. */
export type LiveCalls = {
  start(line: Line): LiveCall;
  countOf(tenantId: TenantId | string): number;
  count(): number;
  /** When a lease could last not be renewed, on the monotonic clock. */
  lastTroubleMs(): number | null;
  /** Resolves when the last call is over. */
  drained(): Promise<void>;
  endAll(reason: EndReason): Promise<void>;
  /** Lets other servers have them. */
  handOverAll(): Promise<void>;
};

export function makeLiveCalls({ startCall, renewLeases, watchCommands, clock, log }: Deps): LiveCalls {
  const calls = new Map<LiveCall, TenantId>();
  let troubleMs: number | null = null;
  let whenEmpty: (() => void)[] = [];
  /** The same call may be held twice for a moment, when it is taken up again. */
  const leases = new Map<symbol, CallId>();
  let stopRenewing: CancelTimer = () => {};

  function forget(call: LiveCall): void {
    calls.delete(call);
    if (calls.size > 0) return;
    const waiting = whenEmpty;
    whenEmpty = [];
    for (const resolve of waiting) resolve();
  }

  function renew(callIds: readonly CallId[]): void {
    for (let from = 0; from < callIds.length; from += callsAtOnce) {
      const some = callIds.slice(from, from + callsAtOnce);
      renewLeases(some).catch((err) => {
        troubleMs = clock.monotonicMs();
        log.warn({ err, calls: some.length }, 'The leases of calls were not renewed');
      });
    }
  }

  /** At once, and from then on together with those of all other calls. */
  function holdLease({ callId }: CallSetup): CancelTimer {
    const held = Symbol(callId);
    if (leases.size === 0) stopRenewing = clock.setInterval(() => renew([...new Set(leases.values())]), renewEveryMs);
    leases.set(held, callId);
    renew([callId]);
    return () => {
      if (leases.delete(held) && leases.size === 0) stopRenewing();
    };
  }

  /** A call that cannot begin is held by nobody. */
  function startOrRelease(release: CancelTimer, line: CallLine): LiveCall {
    try {
      return startCall(line);
    } catch (error) {
      release();
      throw error;
    }
  }

  return {
    start({ setup, carrier, store, recorder, transfers, onEnded }) {
      let reason: EndReason | null = null;
      let live: LiveCall | null = null;
      let isHandedOver = false;
      let stopWatching = () => {};
      const release = holdLease(setup);
      const noting: CallStore = {
        ...store,
        finish(given, outcome, at) {
          reason ??= given;
          return store.finish(given, outcome, at);
        },
        leave() {
          isHandedOver = true;
          return store.leave();
        },
      };
      live = startOrRelease(release, {
        setup,
        carrier,
        store: noting,
        recorder,
        transfers,
        clock,
        log: log.child({ callId: setup.callId, tenantId: setup.tenantId }),
        onEnded() {
          stopWatching();
          release();
          if (live) forget(live);
          onEnded(isHandedOver ? 'handed_over' : (reason ?? 'error'));
        },
      });
      if (reason === null) {
        calls.set(live, setup.tenantId);
        stopWatching = watchCommands?.(setup.callId, live.obey) ?? stopWatching;
      }
      return live;
    },
    countOf: (tenantId) => [...calls.values()].filter((owner) => owner === tenantId).length,
    count: () => calls.size,
    lastTroubleMs: () => troubleMs,
    drained: () => (calls.size === 0 ? Promise.resolve() : new Promise((resolve) => whenEmpty.push(resolve))),
    async endAll(reason) {
      await Promise.allSettled([...calls.keys()].map((call) => call.end(reason)));
    },
    async handOverAll() {
      await Promise.allSettled([...calls.keys()].map((call) => call.handOver()));
    },
  };
}
