import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import type { RealtimeServer } from './server';

type Deps = {
  server: Pick<RealtimeServer, 'drain' | 'handOver' | 'close'> & {
    liveCalls: Pick<RealtimeServer['liveCalls'], 'count' | 'drained' | 'endAll'>;
  };
  /** What else runs; stopped once the calls are over. */
  stopJobs(): Promise<void>;
  drainSeconds: number;
  clock: Clock;
  log: Log;
  exit(code: number): void;
};

const endWithinMs = 5_000;
/** The carrier asks at once what to do with a stream that was let go, and may ask us. */
const answerForMs = 2_000;

/**
 * Asked once: no new calls, those in progress go on until they are over or the time is up, everything is written, and
 * the process ends. Asked twice: it ends now.
 */
export function makeShutdown({ server, stopJobs, drainSeconds, clock, log, exit }: Deps) {
  let asked = false;

  async function stop(): Promise<void> {
    server.drain();
    log.info(
      { liveCalls: server.liveCalls.count(), drainSeconds },
      'Stopping: calls in progress may end by themselves',
    );
    await within(server.liveCalls.drained(), drainSeconds * 1_000);
    if (server.liveCalls.count() > 0) {
      log.warn({ liveCalls: server.liveCalls.count() }, 'The time is up for the calls that are left');
      await within(giveAway(), endWithinMs);
    }
    await stopJobs();
    await server.close();
    log.info('Stopped');
  }

  /** To another server if there is one, otherwise to the carrier's next instruction. */
  async function giveAway(): Promise<void> {
    if (await server.handOver()) await new Promise<void>((resolve) => clock.setTimeout(resolve, answerForMs));
    else await server.liveCalls.endAll('server_stopped');
  }

  function within(work: Promise<void>, limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.setTimeout(resolve, limitMs);
      work
        .catch((err) => log.error({ err }, 'A step of stopping failed'))
        .finally(() => {
          cancel();
          resolve();
        });
    });
  }

  return function onSignal(): void {
    if (asked) {
      exit(1);
      return;
    }
    asked = true;
    stop().then(
      () => exit(0),
      (err) => {
        log.error({ err }, 'Stopping failed');
        exit(1);
      },
    );
  };
}
