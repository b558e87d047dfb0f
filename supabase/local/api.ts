import { serve } from '@hono/node-server';
import { App } from '@supabase/lite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import type { Sql } from 'postgres';
import { keepPhonesText } from './filter-text';
import { passJsonTextOnce } from './json-text';
import { askInOneTrip } from './one-trip';
import { prepareDatabase } from './prepare';
import { ensureRoles, restorePrivileges } from './privileges';
import { isStorageRequest, openStorage, storageDoor } from './storage';
import { namesOurRole } from './token-roles';

export type ApiSettings = {
  databaseUrl: string;
  port: number;
  publishableKey: string;
  secretKey: string;
  jwtSecret: string;
  /** Where the objects of storage lie. */
  storageDir: string;
  withDemo: boolean;
};

export type LocalApi = { url: string; applied: string[]; close(): Promise<void> };

const exposedSchemas = ['public', 'identity'];
const listenHost = '127.0.0.1';
const maxConnections = 10;

type Answer = (request: Request, peerAddress: string | null) => Promise<Response>;

/** Rows, functions and recordings alone: no admin page, no sign-up of its own, and a key on every request. */
function doorway(app: App, settings: ApiSettings): Answer {
  return async (request, peerAddress) => {
    const { pathname } = new URL(request.url);
    const isStorage = isStorageRequest(request);
    if (pathname === '/health') return Response.json({ status: 'ok' });
    if (!pathname.startsWith('/rest/v1/') && !isStorage)
      return Response.json({ message: 'Not found' }, { status: 404 });
    if (!namesOurRole(request)) {
      return Response.json({ code: 'PGRST301', message: 'The token names no role of ours.' }, { status: 401 });
    }
    const serve = (passed: Request) => Promise.resolve(app.fetch(passed, { peerAddress }));
    return isStorage ? storageDoor(serve, settings)(request) : serve(keepPhonesText(request));
  };
}

/** The first request opens every table to everybody (stack notes); better ours than a stranger's. */
async function warmUp(app: App, { port, secretKey }: ApiSettings): Promise<void> {
  const headers = { apikey: secretKey, authorization: `Bearer ${secretKey}` };
  const url = `http://${listenHost}:${port}/rest/v1/tenants?select=id&limit=1`;
  const response = await app.fetch(new Request(url, { headers }), { peerAddress: listenHost });
  await response.arrayBuffer();
}

function listen(answer: Answer, port: number): Promise<{ port: number; close(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        hostname: listenHost,
        port,
        fetch: (request, env) =>
          answer(request, 'incoming' in env ? (env.incoming.socket.remoteAddress ?? null) : null),
      },
      (address) => {
        const close = () => new Promise<void>((done) => server.close(() => done()));
        resolve({ port: address.port, close });
      },
    );
    server.once('error', reject);
  });
}

/** The Supabase API over a Postgres that already runs: migrated first, listening last. */
export async function startApi(settings: ApiSettings): Promise<LocalApi> {
  const connection = createPostgresConnection({
    url: settings.databaseUrl,
    postgresOptions: { max: maxConnections, onnotice: () => {} },
  });
  const sql: Sql = connection.driver;
  passJsonTextOnce(sql);
  askInOneTrip(sql);
  await ensureRoles(sql);

  const app = new App({
    connection,
    api: { enabled: true, schemas: exposedSchemas },
    auth: {
      enabled: true,
      enable_signup: false,
      jwt_secret: settings.jwtSecret,
      publishable_key: settings.publishableKey,
      secret_key: settings.secretKey,
    },
    storage: { enabled: true },
    options: { server: { admin: false } },
  });
  openStorage(app, settings.storageDir);
  await app.ensureSystemSchema();
  const applied = await prepareDatabase(sql, settings);
  await app.init();
  await warmUp(app, settings);
  await restorePrivileges(sql);

  const server = await listen(doorway(app, settings), settings.port);
  return {
    url: `http://${listenHost}:${server.port}`,
    applied,
    async close() {
      await server.close();
      await connection.close();
    },
  };
}
