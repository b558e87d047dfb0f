import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callDatabase, memberDatabase } from '@/lib/platform/database';
import { mintCallToken, mintMemberToken } from '@/lib/platform/database-token';
import { mintCallId, mintUserId } from '@/lib/platform/ids';
import { serviceDatabase } from '@/lib/platform/service-database';
import { startDatabase, type TestApi, type TestDatabase, testKeys } from '../../support/database';

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  api = await database.api();
});
afterAll(() => database.close());

const statusOf = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(`${api.url}${path}`, { headers })).status;

describe('the local Supabase API', () => {
  it('refuses a request without a key', async () => {
    expect(await statusOf('/rest/v1/tenants')).toBe(401);
  });

  it('refuses a key that it was not given', async () => {
    expect(await statusOf('/rest/v1/tenants', { apikey: `${testKeys.SUPABASE_SECRET_KEY}x` })).toBe(401);
  });

  it.each(['/_system', '/_system/', '/auth/v1/signup', '/storage/v1/bucket', '/', '/rest/v1/../../_system'])(
    'has nothing at %s',
    async (path) => {
      expect(await statusOf(path, { apikey: testKeys.SUPABASE_SECRET_KEY })).toBe(404);
    },
  );

  it('serves the identity schema to the service key alone', async () => {
    const identity = { 'accept-profile': 'identity' };

    expect(await statusOf('/rest/v1/users', { apikey: testKeys.SUPABASE_SECRET_KEY, ...identity })).toBe(200);
    expect(await statusOf('/rest/v1/users', { apikey: testKeys.SUPABASE_PUBLISHABLE_KEY, ...identity })).toBe(401);
  });

  it('reaches identity through supabase-js', async () => {
    const { data, error } = await serviceDatabase(api.source).schema('identity').from('users').select('id');

    expect({ data, error }).toEqual({ data: [], error: null });
  });

  it('leaves each privilege as the migrations gave it', async () => {
    const [granted] = await database.sql`
      select has_table_privilege('anon', 'public.tenants', 'select') as anon_reads,
             has_table_privilege('authenticated', 'public.tenants', 'update') as member_updates,
             has_table_privilege('authenticated', 'public.tenants', 'select') as member_reads,
             has_schema_privilege('anon', 'identity', 'usage') as anon_enters`;

    expect(granted).toEqual({
      anon_reads: false,
      member_updates: false,
      member_reads: true,
      anon_enters: false,
    });
  });

  it('honours a member token and a call token that we mint', async () => {
    const member = memberDatabase(
      await mintMemberToken({ userId: mintUserId(randomUUID()), sessionVersion: 1 }, api.env),
      api.env,
    );
    const call = callDatabase(await mintCallToken(mintCallId(randomUUID()), api.env), api.env);

    expect(await member.from('tenants').select('id')).toMatchObject({ data: [], error: null });
    expect(await call.from('calls').select('id')).toMatchObject({ data: [], error: null });
  });

  it('refuses a token signed with another secret', async () => {
    const forged = await new SignJWT({ role: 'service_role' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode('another-secret-of-enough-characters-1234'));

    const { status, error } = await memberDatabase(forged, api.env).from('tenants').select('id');

    expect({ status, code: error?.code }).toEqual({ status: 401, code: 'PGRST301' });
  });
});
