import { afterAll, beforeAll, expect, it } from 'vitest';
import { findUserByEmail } from '@/lib/identity/read';
import { readMemberships } from '@/lib/member/read';
import { memberDatabase } from '@/lib/platform/database';
import { mintMemberToken } from '@/lib/platform/database-token';
import { mintTenantId, mintUserId } from '@/lib/platform/ids';
import { serviceDatabase } from '@/lib/platform/service-database';
import { findLiveVersion, listVersions, readDraft, readVersion } from '@/lib/version/read';
import { versionOf } from '@/lib/version/section-versions';
import { discardDraft, publishDraft, restoreVersion, saveDraftSection } from '@/lib/version/write';
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
  const [membership] = await readMemberships(db, userId);
  return { db, tenantId: mintTenantId(membership?.tenantId ?? '') };
}

it('publishes what was saved, as the next version, with its author and note', async () => {
  const { db, tenantId } = await asPerson('owner@bright-smile.example');
  const before = await readDraft(db, tenantId);
  const [newest] = await listVersions(db, tenantId);

  await saveDraftSection(db, tenantId, {
    section: 'personality',
    value: { ...before.config.personality, warmth: 5 },
    version: versionOf(before.versions, 'personality'),
  });
  const { versions } = await readDraft(db, tenantId);
  const number = await publishDraft(db, tenantId, { note: 'Cooler', reviewed: versions });

  const live = await findLiveVersion(db, tenantId);
  expect(number).toBe((newest?.number ?? 0) + 1);
  expect(live).toMatchObject({ number, note: 'Cooler', authorName: 'Dana Whitfield', isLive: true });
  expect(live?.config).toEqual({ ...before.config, personality: { ...before.config.personality, warmth: 5 } });
});

it('answers a stale save with what stands there now, and changes nothing', async () => {
  const { db, tenantId } = await asPerson('owner@bright-smile.example');
  const { config, versions } = await readDraft(db, tenantId);
  const version = versionOf(versions, 'voice');
  const save = (voice: 'echo' | 'verse') =>
    saveDraftSection(db, tenantId, { section: 'voice', value: { ...config.voice, voice }, version });

  expect(await save('echo')).toEqual({ kind: 'saved', version: version + 1 });
  expect(await save('verse')).toEqual({
    kind: 'stale',
    version: version + 1,
    theirs: { ...config.voice, voice: 'echo' },
  });
  expect((await readDraft(db, tenantId)).config.voice.voice).toBe('echo');
});

it('refuses to publish what nobody has reviewed', async () => {
  const { db, tenantId } = await asPerson('owner@bright-smile.example');
  const { versions } = await readDraft(db, tenantId);

  const publishing = publishDraft(db, tenantId, { note: '', reviewed: { ...versions, voice: 999 } });

  await expect(publishing).rejects.toMatchObject({ code: 'conflict' });
});

it('brings an old version back into the draft and to the callers, and discards a draft', async () => {
  const { db, tenantId } = await asPerson('owner@bright-smile.example');
  const first = await readVersion(db, tenantId, 1);

  const number = await restoreVersion(db, tenantId, 1);
  const restored = await readDraft(db, tenantId);
  await saveDraftSection(db, tenantId, {
    section: 'greeting',
    value: { ...restored.config.greeting, text: 'Yo.' },
    version: versionOf(restored.versions, 'greeting'),
  });
  await discardDraft(db, tenantId);

  expect((await findLiveVersion(db, tenantId))?.number).toBe(number);
  expect(restored.config).toEqual(first.config);
  expect((await readDraft(db, tenantId)).config).toEqual(first.config);
});

it('lets a viewer read and a neighbour see nothing, and neither change a thing', async () => {
  const { db: owner, tenantId } = await asPerson('owner@bright-smile.example');
  const { config, versions } = await readDraft(owner, tenantId);
  const viewer = await asPerson('viewer@bright-smile.example');
  const neighbour = await asPerson('owner@rapid-rooter.example');

  expect((await readDraft(viewer.db, tenantId)).config).toEqual(config);
  await expect(readDraft(neighbour.db, tenantId)).rejects.toMatchObject({ code: 'not_found' });
  expect(await listVersions(neighbour.db, tenantId)).toEqual([]);

  for (const { db } of [viewer, neighbour]) {
    const save = { section: 'voice', value: config.voice, version: versionOf(versions, 'voice') } as const;
    await expect(saveDraftSection(db, tenantId, save)).rejects.toMatchObject({ code: 'forbidden' });
    const publishing = publishDraft(db, tenantId, { note: '', reviewed: versions });
    await expect(publishing).rejects.toMatchObject({ code: expect.stringMatching(/forbidden|not_found/) });
    await expect(restoreVersion(db, tenantId, 1)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(discardDraft(db, tenantId)).rejects.toMatchObject({ code: 'forbidden' });
  }
});
