import { createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startDatabase, type TestDatabase, testKeys } from '../support/database';
import { buildWorld, calls, people, tenants } from '../support/matrix-world';

let database: TestDatabase;
let url: string;

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
  ({ url } = await database.api());
});
afterAll(async () => {
  vi.restoreAllMocks();
  await database.close();
});

const owner = { sub: people.owner, role: 'authenticated', session_version: 2 };
const secret = new TextEncoder().encode(testKeys.SUPABASE_JWT_SECRET);
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

function genuine(claims: Record<string, unknown> = owner): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setAudience('authenticated')
    .setIssuedAt()
    .setExpirationTime('300s')
    .sign(secret);
}

function handMade(header: object, claims: object, key?: string): string {
  const signed = `${encoded(header)}.${encoded(claims)}`;
  return `${signed}.${key === undefined ? '' : createHmac('sha256', key).update(signed).digest('base64url')}`;
}

async function tenantsSeenBy(token: string | null, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/rest/v1/tenants?select=id`, {
    headers: {
      ...(token === null ? {} : { apikey: testKeys.SUPABASE_PUBLISHABLE_KEY, authorization: `Bearer ${token}` }),
      ...headers,
    },
  });
  const body: unknown = await response.json().catch(() => null);
  return { status: response.status, ids: Array.isArray(body) ? body.map(({ id }: { id: string }) => id) : null };
}

it('opens to a genuine token the tenant of its person', async () => {
  expect(await tenantsSeenBy(await genuine())).toEqual({ status: 200, ids: [tenants.here] });
});

describe('refuses with 401', () => {
  const later = { ...owner, exp: inSeconds(300), aud: 'authenticated' };
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const forgeries: [string, () => string | Promise<string>][] = [
    ['no signature, alg none', () => handMade({ alg: 'none', typ: 'JWT' }, later)],
    ['no signature, alg None', () => handMade({ alg: 'None', typ: 'JWT' }, later)],
    ['a claim of HS256 without a signature', () => handMade({ alg: 'HS256', typ: 'JWT' }, later)],
    ['an empty secret', () => handMade({ alg: 'HS256', typ: 'JWT' }, later, '')],
    ['the default secret of the local stack', () => handMade({ alg: 'HS256' }, later, 'dev-secret-change-me')],
    [
      'the secret of every local Supabase',
      () =>
        handMade(
          { alg: 'HS256' },
          { ...later, role: 'service_role' },
          'super-secret-jwt-token-with-at-least-32-characters-long',
        ),
    ],
    ['the publishable key as a secret', () => handMade({ alg: 'HS256' }, later, testKeys.SUPABASE_PUBLISHABLE_KEY)],
    [
      'a service role that was signed by hand',
      () => handMade({ alg: 'HS256' }, { ...later, role: 'service_role' }, 'guess'),
    ],
    ['RS256 with a key of its own', () => new SignJWT(later).setProtectedHeader({ alg: 'RS256' }).sign(privateKey)],
    ['a key id that is a path', () => handMade({ alg: 'HS256', kid: '../../../dev/null' }, later, '')],
    [
      'an hour ago',
      () => handMade({ alg: 'HS256' }, { ...owner, exp: inSeconds(-3600) }, testKeys.SUPABASE_JWT_SECRET),
    ],
    ['words', () => 'let me in'],
  ];

  it.each(forgeries)('%s', async (_, forge) => {
    expect((await tenantsSeenBy(await forge())).status).toBe(401);
  });

  it('every token with one character changed', async () => {
    const token = await genuine();
    const spots = Array.from({ length: 60 }, (_, index) => Math.floor((index * (token.length - 2)) / 60));

    for (const spot of spots) {
      const changed = `${token.slice(0, spot)}${token[spot] === 'A' ? 'B' : 'A'}${token.slice(spot + 1)}`;
      expect((await tenantsSeenBy(changed)).status, `at ${spot}`).toBe(401);
    }
  });

  it('a request without a key, also with the address of a proxy', async () => {
    expect((await tenantsSeenBy(null)).status).toBe(401);
    expect((await tenantsSeenBy(null, { host: '127.0.0.1:54321' })).status).toBe(401);
    expect((await tenantsSeenBy(null, { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' })).status).toBe(401);
  });
});

describe('a genuine signature is not enough', () => {
  it.each([
    ['a person who is not there', { ...owner, sub: tenants.here }],
    ['a version of the session that is over', { ...owner, session_version: 1 }],
    ['no version', { sub: people.owner, role: 'authenticated' }],
    [
      'a tenant in the token',
      { sub: people.stranger, role: 'authenticated', session_version: 2, tenant_id: tenants.here },
    ],
    [
      'an owner in the metadata',
      { sub: people.stranger, role: 'authenticated', session_version: 2, user_metadata: { role: 'owner' } },
    ],
    ['a call as a person', { sub: people.stranger, role: 'authenticated', session_version: 2, call_id: calls.here }],
  ])('%s sees no tenant', async (_, claims) => {
    expect((await tenantsSeenBy(await genuine(claims))).ids ?? []).toEqual([]);
  });

  it.each(['postgres', 'service_role', 'supabase_admin', 'authenticator', 'pg_read_all_data'])(
    'the role %s is not taken',
    async (role) => {
      const { status, ids } = await tenantsSeenBy(await genuine({ ...owner, role }));

      expect(status).toBe(401);
      expect(ids).toBeNull();
    },
  );
});

it('shows nothing but rows and functions', async () => {
  const key = testKeys.SUPABASE_SECRET_KEY;
  const paths = ['/_system', '/auth/v1/admin/users', '/auth/v1/signup', '/storage/v1/bucket', '/pg', '/'];

  for (const path of paths) {
    const response = await fetch(`${url}${path}`, { headers: { apikey: key, authorization: `Bearer ${key}` } });
    expect(response.status, path).toBe(404);
  }
});
