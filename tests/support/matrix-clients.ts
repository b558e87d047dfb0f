import { randomInt, randomUUID } from 'node:crypto';
import { builtInDefaults } from '@/lib/contracts/agent-config';
import { type Db, memberDatabase } from '@/lib/platform/database';
import { mintMemberToken } from '@/lib/platform/database-token';
import { mintUserId } from '@/lib/platform/ids';
import { serviceDatabase } from '@/lib/platform/service-database';
import { startDatabase } from './database';
import { buildWorld } from './matrix-world';

export const times = <Result>(count: number, make: (index: number) => PromiseLike<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

/** The matrix's world behind the API, and clients of those who live in it. */
export async function startWorld() {
  const database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
  const api = await database.api();

  async function as(userId: string, sessionVersion = 2): Promise<Db> {
    return memberDatabase(await mintMemberToken({ userId: mintUserId(userId), sessionVersion }, api.env), api.env);
  }

  async function newPerson(): Promise<string> {
    const userId = randomUUID();
    const email = `${userId}@new.example`;
    await database.sql`insert into identity.users (id, email, session_version) values (${userId}, ${email}, 2)`;
    return userId;
  }

  /** A tenant of its own, opened by a person of its own, with a number and a first version. */
  async function openTenant(maxLiveCalls = 10) {
    const userId = await newPerson();
    const owner = await as(userId);
    const identity = builtInDefaults.identity;
    const { data: slug } = await owner.rpc('create_tenant', { p_name: 'Corner Shop', p_identity: identity });
    const { data: tenant } = await owner.from('tenants').select('id').single();
    const id = tenant?.id ?? '';
    const phone = `+1${randomInt(2_000_000_000, 9_999_999_999)}`;
    await database.sql`insert into public.phone_numbers (tenant_id, e164) values (${id}, ${phone})`;
    const config = { ...builtInDefaults, limits: { ...builtInDefaults.limits, maxLiveCalls } };
    const first = { p_tenant: id, p_config: config, p_note: 'First', p_section_versions: {} };
    const published = await owner.rpc('publish_agent', first);
    return { id, slug, owner, phone, config, published, userId };
  }

  return { database, api, service: serviceDatabase(api.source), as, newPerson, openTenant };
}

export type World = Awaited<ReturnType<typeof startWorld>>;
