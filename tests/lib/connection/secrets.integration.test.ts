import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listSecrets, readSealedSecrets, readSecretsOfCall } from '@/lib/connection/read';
import { rotateSecrets } from '@/lib/connection/rotate';
import { openSecrets, sealSecret } from '@/lib/connection/secret';
import { removeSecret, setSecret } from '@/lib/connection/write';
import { makeVault } from '@/lib/platform/crypto';
import { callDatabase, type Db, memberDatabase } from '@/lib/platform/database';
import { mintCallToken, mintMemberToken } from '@/lib/platform/database-token';
import { mintCallId, mintTenantId, mintUserId, type TenantId } from '@/lib/platform/ids';
import { serviceDatabase } from '@/lib/platform/service-database';
import { startDatabase, type TestApi, type TestDatabase } from '../../support/database';
import { makeConnection } from '../../support/other-system';

const value = 'Bearer sk-canary-W9pL3xKd';
const origin = 'https://api.example.com';
const place = { tool: 'find_order', header: 'Authorization', origin };
const connection = makeConnection({ secretHeaders: ['Authorization'] });
const [older, newer] = ['older-master-secret', 'newer-master-secret'];

let database: TestDatabase;
let api: TestApi;
let service: Db;
const tenant: Record<string, TenantId> = {};

beforeAll(async () => {
  database = await startDatabase();
  api = await database.api();
  service = serviceDatabase(api.source);
  for (const { slug, id } of await database.sql`select slug, id from tenants`) tenant[slug] = mintTenantId(id);
}, 60_000);
afterAll(() => database?.close());

async function memberOf(email: string): Promise<Db> {
  const [user] = await database.sql`select id, session_version from identity.users where email = ${email}`;
  const token = await mintMemberToken({ userId: mintUserId(user?.id), sessionVersion: user?.session_version }, api.env);
  return memberDatabase(token, api.env);
}

async function callOf(tenantId: TenantId): Promise<Db> {
  const [call] = await database.sql`insert into calls (tenant_id, channel) values (${tenantId}, 'phone') returning id`;
  return callDatabase(await mintCallToken(mintCallId(call?.id), api.env), api.env);
}

const own = () => tenant['bright-smile'] as TenantId;
const other = () => tenant['rapid-rooter'] as TenantId;
const store = (db: Db, tenantId: TenantId) =>
  setSecret(db, tenantId, { ...place, ...sealSecret(makeVault([older]), tenantId, place, value) });

describe('a stored secret', () => {
  it('is shown to members by its ending alone, and is in no row, event or answer that they can reach', async () => {
    const owner = await memberOf('owner@bright-smile.example');
    await store(owner, own());

    expect(await listSecrets(owner, own())).toEqual([
      {
        tool: 'find_order',
        header: 'authorization',
        origin,
        lastFour: 'L3xKd'.slice(-4),
        changedAt: expect.any(String),
      },
    ]);
    const reached = await Promise.all([
      owner.from('connection_secrets').select('*'),
      owner.from('audit_events').select('*'),
      owner.from('agent_drafts').select('*'),
      owner.from('agent_versions').select('*'),
    ]);
    expect(reached[0]?.data ?? []).toEqual([]);
    expect(JSON.stringify(reached)).not.toContain('sk-canary');
    expect(JSON.stringify(reached[1]?.data)).toContain('connection.secret_set');
    const everything = await database.sql`select row_to_json(s)::text as row from connection_secrets s`;
    expect(JSON.stringify(everything)).not.toContain('sk-canary');
  });

  it('is set by managers of the tenant alone, and seen by nobody of another', async () => {
    const [viewer, neighbour] = [
      await memberOf('viewer@bright-smile.example'),
      await memberOf('owner@rapid-rooter.example'),
    ];

    await expect(store(viewer, own())).rejects.toMatchObject({ code: 'forbidden' });
    await expect(store(neighbour, own())).rejects.toMatchObject({ code: 'forbidden' });
    await expect(removeSecret(neighbour, own(), place.tool, place.header)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await listSecrets(neighbour, own())).toEqual([]);
  });

  it('is given sealed to a call of its own tenant, and to none of another', async () => {
    const sealed = await readSecretsOfCall(await callOf(own()), 'find_order');
    const opened = openSecrets(makeVault([older]), own(), connection, sealed);

    expect([...(opened ?? [])]).toEqual([['Authorization', value]]);
    expect(JSON.stringify(sealed)).not.toContain('sk-canary');
    expect(await readSecretsOfCall(await callOf(other()), 'find_order')).toEqual([]);
    expect((await (await callOf(own())).from('connection_secrets').select('*')).data ?? []).toEqual([]);
  });

  it('does not open when its row is moved to another tenant, tool, header or server', async () => {
    const vault = makeVault([older]);
    const [row] = await readSealedSecrets(service, own(), 'find_order');
    if (!row) throw new Error('Nothing was stored.');

    const open =
      (tenantId: TenantId, changes: Parameters<typeof makeConnection>[0], moved = {}) =>
      () =>
        openSecrets(vault, tenantId, makeConnection({ ...connection, ...changes }), [{ ...row, ...moved }]);

    expect(open(own(), {})()?.get('Authorization')).toBe(value);
    expect(open(other(), {})).toThrow();
    expect(open(own(), { name: 'other_tool' })).toThrow();
    expect(open(own(), { secretHeaders: ['X-Key'] }, { header: 'x-key' })).toThrow();
    const evil = { url: 'https://evil.example/{order_number}' };
    expect(open(own(), evil)()).toBeNull();
    expect(open(own(), evil, { origin: 'https://evil.example' })).toThrow();
    const [version, , ...rest] = row.sealed.split('.');
    const renamed = { sealed: [version, makeVault([newer]).keyId, ...rest].join('.') };
    expect(() => openSecrets(makeVault([newer, older]), own(), connection, [{ ...row, ...renamed }])).toThrow();
  });
});

describe('changing the key', () => {
  const count = 10_000;

  it(`seals ${count} secrets anew while they are read and replaced, and none is ever unreadable`, async () => {
    const [before, both, after] = [makeVault([older]), makeVault([newer, older]), makeVault([newer])];
    const owners = Array.from({ length: count / 50 }, () => mintTenantId(randomUUID()));
    await database.sql`insert into tenants ${database.sql(owners.map((id, at) => ({ id, slug: `t-${at}`, name: 'T' })))}`;
    const rows = owners.flatMap((id) =>
      Array.from({ length: 50 }, (_, at) => {
        const one = { tool: `tool_${at}`, header: 'authorization', origin };
        return { tenant_id: id, ...one, sealed: sealSecret(before, id, one, `${value} ${id} ${at}`).sealed };
      }),
    );
    for (let at = 0; at < rows.length; at += 2_000) {
      await database.sql`insert into connection_secrets ${database.sql(rows.slice(at, at + 2_000))}`;
    }

    const reads = { done: 0, failed: 0 };
    let isOver = false;
    async function readOn(start: number) {
      for (let at = start; !isOver; at += 37) {
        const row = rows[at % rows.length];
        const id = row?.tenant_id as TenantId;
        const using = makeConnection({ name: row?.tool, secretHeaders: ['Authorization'] });
        const opened = openSecrets(both, id, using, await readSealedSecrets(service, id, using.name));
        reads.done += 1;
        if (!opened?.get('Authorization')?.startsWith(value)) reads.failed += 1;
      }
    }
    async function replaceOn() {
      const owner = await memberOf('owner@bright-smile.example');
      while (!isOver) await setSecret(owner, own(), { ...place, ...sealSecret(both, own(), place, value) });
    }
    const load = [...[0, 11, 222, 3_333].map(readOn), replaceOn()];
    const { resealed, unopened } = await rotateSecrets(service, both);
    isOver = true;
    await Promise.all(load);

    expect(unopened).toEqual([]);
    expect(resealed).toBeGreaterThanOrEqual(count);
    expect(reads.failed).toBe(0);
    expect(reads.done).toBeGreaterThan(50);
    const [left] =
      await database.sql`select count(*)::int as rows from connection_secrets where key_id <> ${after.keyId}`;
    expect(left?.rows).toBe(0);
    const last = rows.at(-1);
    const id = last?.tenant_id as TenantId;
    const using = makeConnection({ name: last?.tool, secretHeaders: ['Authorization'] });
    expect(openSecrets(after, id, using, await readSealedSecrets(service, id, using.name))?.size).toBe(1);
  }, 120_000);

  it('leaves what no key opens as it is, says so, and comes to an end', async () => {
    const lost = sealSecret(makeVault(['a-key-that-is-gone']), own(), { ...place, tool: 'lost_tool' }, value);
    await database.sql`insert into connection_secrets (tenant_id, tool, header, origin, sealed)
      values (${own()}, 'lost_tool', 'authorization', ${origin}, ${lost.sealed})`;
    const { unopened } = await rotateSecrets(service, makeVault([newer]));

    expect(unopened.map(({ tool }) => tool)).toEqual(['lost_tool']);
  });
});
