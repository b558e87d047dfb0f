import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Counted = { liveCalls(): number; waitingSockets(): number; unwrittenEntries(): number };

/** What the process counts, for whoever scrapes it. No name, number or word of anybody is a label. */
export function makeMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];

  return {
    requests: new Counter({
      name: 'foyer_http_requests_total',
      help: 'Requests by route and status.',
      labelNames: ['route', 'status'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'foyer_http_request_seconds',
      help: 'How long a request took, by route.',
      labelNames: ['route'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    decisions: new Counter({
      name: 'foyer_calls_decided_total',
      help: 'Calls by what admission decided.',
      labelNames: ['decision'],
      registers,
    }),
    ended: new Counter({
      name: 'foyer_calls_ended_total',
      help: 'Calls by the reason of their end.',
      labelNames: ['reason'],
      registers,
    }),
    refusals: new Counter({
      name: 'foyer_refusals_total',
      help: 'What was turned away at a door.',
      labelNames: ['door'],
      registers,
    }),
    /** Read when somebody asks. */
    watch(counted: Counted): void {
      const gauge = (name: string, help: string, read: () => number) =>
        new Gauge({
          name,
          help,
          registers,
          collect: function collect() {
            this.set(read());
          },
        });
      gauge('foyer_live_calls', 'Calls in progress.', counted.liveCalls);
      gauge('foyer_sockets_waiting', 'Sockets that have shown no ticket yet.', counted.waitingSockets);
      gauge('foyer_unwritten_entries', 'Parts of call records that wait for the database.', counted.unwrittenEntries);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

export type Metrics = ReturnType<typeof makeMetrics>;
