import type { IncomingMessage } from 'node:http';
import type { Clock } from '@/lib/platform/clock';
import { equalInConstantTime } from '@/lib/platform/crypto';
import type { Door } from './doors';
import { type HealthCheck, makeHealth } from './health';
import { isLocalRequest } from './http';
import type { Metrics } from './metrics';
import { type Reply, textReply } from './phone/reply';
import type { ServerSettings } from './server';

type Deps = {
  settings: Pick<ServerSettings, 'environment' | 'internalApiSecret' | 'realtimePublicUrl'>;
  healthChecks: Readonly<Record<string, HealthCheck>>;
  metrics: Metrics;
  isDraining(): boolean;
  clock: Clock;
};

/** For whoever watches the process: a person, a balancer, a scraper. */
export function makeWatchDoors({ settings, healthChecks, metrics, isDraining, clock }: Deps): [string, Door][] {
  const health = makeHealth(healthChecks, clock);
  const security = {
    authentication_required: true,
    https_enforced: settings.realtimePublicUrl.startsWith('https:'),
    rate_limiting_enabled: true,
    pii_masking_enabled: true,
  };

  async function readHealth(): Promise<Reply> {
    const { status, services } = await health.read();
    // What callers may ask about is searched in the database itself.
    const all = { api: 'operational', ...services, vector_db: services.database, cache: 'operational' };
    return json(200, { status, environment: settings.environment, services: all, security });
  }

  async function readMetrics(request: IncomingMessage): Promise<Reply> {
    const shown = equalInConstantTime(request.headers.authorization ?? '', `Bearer ${settings.internalApiSecret}`);
    if (!shown && !isLocalRequest(request)) return textReply(404, 'Not found.');
    return { status: 200, contentType: metrics.contentType, body: await metrics.text() };
  }

  const readLife = async () => json(200, { status: 'alive' });
  const readReadiness = async () => (isDraining() ? json(503, { status: 'draining' }) : json(200, { status: 'ready' }));

  return [
    ['/health', { name: 'health', method: 'GET', open: readHealth }],
    ['/livez', { name: 'livez', method: 'GET', open: readLife }],
    ['/readyz', { name: 'readyz', method: 'GET', open: readReadiness }],
    ['/metrics', { name: 'metrics', method: 'GET', open: readMetrics }],
  ];
}

function json(status: number, body: unknown): Reply {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}
