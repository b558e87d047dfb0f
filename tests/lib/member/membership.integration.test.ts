import { afterAll, beforeAll, expect, it } from 'vitest';
import { findUserByEmail } from '@/lib/identity/read';
import { isPlatformAdmin, readMemberships } from '@/lib/member/read';
import { createBusiness } from '@/lib/member/write';
import { memberDatabase } from '@/lib/platform/database';
import { mintMemberToken } from '@/lib/platform/database-token';
import { mintUserId } from '@/lib/platform/ids';
import { serviceDatabase } from '@/lib/platform/service-database';
import { startDatabase, type TestDatabase } from '@/tests/support/database';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

async function asPerson(email: string) {
  const { env, source } = await database.api();
  const user = await findUserByEmail(serviceDatabase(source), email);
  if (!user) throw new Error(`no demo person ${email}`);
  const userId = mintUserId(user.id);
  const db = memberDatabase(await mintMemberToken({ userId, sessionVersion: user.session_version }, env), env);
  return { db, userId };
}

it('shows an owner their own business and no other', async () => {
  const { db, userId } = await asPerson('owner@bright-smile.example');

  const memberships = await readMemberships(db, userId);

  expect(memberships.map(({ slug, role, status }) => ({ slug, role, status }))).toEqual([
    { slug: 'bright-smile', role: 'owner', status: 'active' },
  ]);
});

it('does not show the businesses of another person to whoever asks with their id', async () => {
  const { db } = await asPerson('owner@bright-smile.example');
  const { userId: neighbour } = await asPerson('owner@rapid-rooter.example');

  expect(await readMemberships(db, neighbour)).toEqual([]);
});

it('makes whoever names a business its owner, with a draft that starts from what they said', async () => {
  const { db, userId } = await asPerson('viewer@bright-smile.example');

  const slug = await createBusiness(db, { name: 'Ada & Daughters', industry: 'legal', timeZone: 'Europe/London' });

  const mine = (await readMemberships(db, userId)).find((membership) => membership.slug === slug);
  expect(mine).toMatchObject({ name: 'Ada & Daughters', role: 'owner', status: 'active' });
  const [draft] =
    await database.sql`select identity from public.agent_drafts where tenant_id = ${mine?.tenantId ?? ''}`;
  expect(draft?.identity).toMatchObject({
    businessName: 'Ada & Daughters',
    industry: 'legal',
    timeZone: 'Europe/London',
  });
});

it('knows the platform admin from an owner', async () => {
  const admin = await asPerson('admin@foyer.example');
  const owner = await asPerson('owner@bright-smile.example');

  expect(await isPlatformAdmin(admin.db, admin.userId)).toBe(true);
  expect(await isPlatformAdmin(owner.db, owner.userId)).toBe(false);
  expect(await isPlatformAdmin(owner.db, admin.userId)).toBe(false);
});

it('lets an ended session read nothing more', async () => {
  const { db, userId } = await asPerson('owner@rapid-rooter.example');

  await database.sql`update identity.users set session_version = session_version + 1 where id = ${userId}`;

  expect(await readMemberships(db, userId)).toEqual([]);
});
