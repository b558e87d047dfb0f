import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres, { type Sql } from 'postgres';
import { keepPostgres } from '../house/embedded-postgres';
import { type House, makeHouse } from '../house/house';
import { apiPlan, root } from '../house/plans';
import { freePort } from '../house/ports';
import { keepSecrets, type Secrets } from '../house/secrets';
import { bundleServers } from '../house/servers';
import { childEnvironment, type HouseSettings, readHouseSettings } from '../house/settings';

export type BenchTenant = { id: string; number: string };

/** A database of the bench's own, with businesses that may take many calls at once. */
export type BenchHouse = {
  env: Record<string, string>;
  secrets: Secrets;
  settings: HouseSettings;
  tenants: BenchTenant[];
  sql: Sql;
  logsDir: string;
  /** The sound that servers have written so far. */
  recordings(): { files: number; bytes: number };
  /** What one server left behind is not the next one's work. */
  forgetRecordings(): void;
  /** Jobs that a server would take up within the next minute. */
  jobsDue(): Promise<number>;
  close(): Promise<void>;
};

const tenantCount = 24;
/** The most that any plan has. */
const liveCallsEach = 50;

/** `given` stands above what `npm start` would set: where the voice and the carrier are. */
export async function openBenchHouse(given: Record<string, string>): Promise<BenchHouse> {
  await bundleServers(root);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-bench-'));
  const logsDir = path.join(dataDir, 'logs');
  mkdirSync(logsDir, { recursive: true });
  const say = () => undefined;
  const house = makeHouse(logsDir, { loudness: 'nothing', show: say, say });
  house.onStop(async () => rmSync(dataDir, { recursive: true, force: true }));

  try {
    const names = ['PORT', 'REALTIME_PORT', 'SUPABASE_PORT', 'PRACTICE_PORT', 'PRACTICE_SMTP_PORT'];
    const ports = await Promise.all(names.map(async (name) => [name, String(await freePort())]));
    const settings = readHouseSettings({ DATA_DIR: dataDir, ...Object.fromEntries(ports), ...given });
    const secrets = keepSecrets(dataDir);
    const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env;
    const inherited = { PATH, HOME, TMPDIR, LOG_LEVEL: 'info', DRAIN_SECONDS: '5', ...given };
    const env = { ...inherited, ...childEnvironment(given, settings, secrets), DEMO_DATA: 'yes' };
    const database = await openDatabase(house, settings, env);
    const jobsDue = async () => {
      const [row] = await database.sql<{ n: number }[]>`
        select count(*)::int as n from public.jobs
        where state in ('queued', 'running') and run_at < now() + interval '1 minute'`;
      return row?.n ?? 0;
    };
    return { ...database, ...soundIn(dataDir), jobsDue, env, secrets, settings, logsDir, close: house.stop };
  } catch (error) {
    await house.stop();
    throw error;
  }
}

async function openDatabase(house: House, settings: HouseSettings, env: Record<string, string>) {
  const { dataDir } = settings;
  const password = keepSecrets(dataDir).POSTGRES_PASSWORD;
  const database = await keepPostgres({ dataDir, password }, { say: () => undefined, onLost: () => undefined });
  house.onStop(() => database.stop());
  await house.open(apiPlan({ house: settings, env, mode: 'production-build' }, database.url));
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  house.onStop(() => sql.end({ timeout: 5 }));
  return { sql, tenants: await addTenants(sql) };
}

function soundIn(dataDir: string) {
  const folder = path.join(dataDir, 'recordings');
  return {
    recordings() {
      if (!existsSync(folder)) return { files: 0, bytes: 0 };
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.wav/.test(name));
      const bytes = files.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
      return { files: files.length, bytes };
    },
    forgetRecordings: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Like the first demo business, but open for a crowd, and every call of it is recorded. */
async function addTenants(sql: Sql): Promise<BenchTenant[]> {
  const tenants: BenchTenant[] = [];
  for (let index = 0; index < tenantCount; index += 1) {
    const number = `+1202555${String(2000 + index)}`;
    const [row] = await sql<{ id: string }[]>`
      insert into public.tenants (slug, name) values (${`bench-${index}`}, ${`Bench ${index}`}) returning id`;
    if (!row) throw new Error('A tenant of the bench could not be made.');
    const own = {
      limits: { maxCallMinutes: 55, maxLiveCalls: liveCallsEach },
      privacy: { recording: 'on', consent: 'notice', recordingDays: 30, transcriptDays: 90 },
    };
    const greeting = { afterHoursText: '', recordingNotice: 'This call is recorded.' };
    await sql`
      insert into public.agent_versions (tenant_id, number, config, note)
      select ${row.id}, 1, versions.config || ${sql.json(own)}
        || jsonb_build_object('greeting', versions.config->'greeting' || ${sql.json(greeting)}), 'Bench'
      from public.agent_versions versions
      join public.tenants on tenants.id = versions.tenant_id and tenants.live_version = versions.number
      where tenants.slug = 'bright-smile'`;
    await sql`insert into public.subscriptions (tenant_id, plan_id) values (${row.id}, 'company')`;
    await sql`update public.tenants set live_version = 1 where id = ${row.id}`;
    await sql`insert into public.phone_numbers (tenant_id, e164, label) values (${row.id}, ${number}, 'Bench')`;
    tenants.push({ id: row.id, number });
  }
  return tenants;
}

/** As the product names a caller to its provider, so that a session can be told whose it is. */
export function safetyIdentifierOf(tenantId: string, caller: string): string {
  return createHash('sha256').update(`${tenantId}:${caller}`).digest('hex').slice(0, 40);
}
