import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addSource } from '@/lib/knowledge/write';
import { listPlans, readTenantPlan } from '@/lib/plan/read';
import { setTenantPlan } from '@/lib/plan/write';
import { memberDatabase } from '@/lib/platform/database';
import { mintMemberToken } from '@/lib/platform/database-token';
import { mintTenantId, mintUserId } from '@/lib/platform/ids';
import { startDatabase, type TestDatabase } from '../../support/database';
import { buildWorld, people, tenants } from '../../support/matrix-world';

const here = mintTenantId(tenants.here);
let database: TestDatabase;

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
});
afterAll(() => database?.close());

async function as(userId: string) {
  const { env } = await database.api();
  return memberDatabase(await mintMemberToken({ userId: mintUserId(userId), sessionVersion: 2 }, env), env);
}

async function add() {
  const source = {
    id: crypto.randomUUID(),
    kind: 'text' as const,
    title: 'Prices',
    location: '',
    content: 'A crown is $900.',
  };
  return addSource(await as(people.owner), here, source);
}

describe('the plan of a business', () => {
  it('is set by an admin, kept with its past, and written down where its managers read', async () => {
    await setTenantPlan(await as(people.admin), tenants.here, 'solo');

    expect(await readTenantPlan(await as(people.manager), tenants.here)).toMatchObject({
      plan: { id: 'solo', includedMinutes: 300, microDollars: 49_000_000 },
      members: 5,
      sources: 1,
    });
    const past = await database.sql`select plan_id, until is null as runs from public.subscriptions
      where tenant_id = ${tenants.here} order by since`;
    expect(past.map(({ plan_id, runs }) => [plan_id, runs])).toEqual([
      ['team', false],
      ['solo', true],
    ]);
    const [audit] = await database.sql`select actor_id, details from public.audit_events
      where tenant_id = ${tenants.here} and event_type = 'tenant.plan_set'`;
    expect(audit).toMatchObject({ actor_id: people.admin, details: { plan: 'solo', before: 'team' } });
  });

  it('is set by nobody else, and to no plan that is not sold', async () => {
    await expect(setTenantPlan(await as(people.owner), tenants.here, 'company')).rejects.toMatchObject({
      code: 'forbidden',
    });
    const admin = await as(people.admin);
    await expect(setTenantPlan(admin, tenants.here, 'free_beer')).rejects.toMatchObject({ code: 'invalid' });
    await expect(setTenantPlan(admin, tenants.here, 'solo')).rejects.toMatchObject({ code: 'conflict' });
    expect(await readTenantPlan(await as(people.staff), tenants.here)).toBeNull();
    expect(await readTenantPlan(await as(people.ownerElsewhere), tenants.here)).toBeNull();
  });

  it('is the first one on the list for whoever has chosen none', async () => {
    await database.sql`delete from public.subscriptions where tenant_id = ${tenants.elsewhere}`;
    const owner = await as(people.ownerElsewhere);
    const [first] = await listPlans(owner);

    expect(await readTenantPlan(owner, tenants.elsewhere)).toMatchObject({ plan: first, since: null });
  });
});

describe('a quota', () => {
  it('is kept where something is added, in a sentence that says what to do, also when many add at once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 25 }, add));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));

    expect(refused).toHaveLength(6);
    expect(refused[0]).toMatchObject({
      code: 'conflict',
      message:
        'The plan Solo has room for 20 sources of knowledge, and all are taken. Remove one, or ask us for a larger plan.',
    });
  });

  it('takes nothing away that is there, and lets more in after a change to a larger plan', async () => {
    const number = () =>
      database.sql`insert into public.phone_numbers (tenant_id, e164) values (${tenants.here}, '+12025550999')`;
    await expect(number()).rejects.toThrow('The plan Solo has room for 1 number, and all are taken.');
    const member = database.sql`insert into public.members (tenant_id, user_id, role)
      values (${tenants.here}, ${people.stranger}, 'viewer')`;
    await expect(member).rejects.toThrow('room for 3 members');
    expect(await readTenantPlan(await as(people.manager), tenants.here)).toMatchObject({ members: 5, sources: 20 });

    await setTenantPlan(await as(people.admin), tenants.here, 'company');
    await expect(add()).resolves.toBeUndefined();
    await expect(number()).resolves.toBeDefined();
  });
});
