import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import { serveBrowserCall } from './browser/browser-call';
import type { LiveCalls } from './live-calls';
import type { Metrics } from './metrics';
import type { Admission } from './ports/admission';
import type { ServerSettings } from './server';
import type { RecordKeeper } from './transcript/record-keeper';

type Deps = {
  settings: Pick<ServerSettings, 'allowedOrigins'>;
  admission: Admission;
  records: RecordKeeper;
  liveCalls: LiveCalls;
  metrics: Metrics;
  isDraining(): boolean;
  clock: Clock;
  log: Log;
};

/** Where the portal's test calls come in: only from its own pages. */
export function makeBrowserDoor({ settings, admission, records, liveCalls, metrics, isDraining, clock, log }: Deps) {
  return {
    refuseUpgrade(request: IncomingMessage): number | null {
      if (!settings.allowedOrigins.includes(request.headers.origin ?? '')) return 403;
      return isDraining() ? 503 : null;
    },
    serve(socket: WebSocket, settled: () => void): void {
      serveBrowserCall(socket, {
        admission,
        settled,
        clock,
        log,
        start: (setup, carrier, onEnded) =>
          liveCalls.start({
            setup,
            carrier,
            store: records.open(setup),
            onEnded(reason) {
              metrics.ended.inc({ reason });
              onEnded(reason);
            },
          }),
      });
    },
  };
}
