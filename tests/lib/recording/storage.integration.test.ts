import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callDatabase, callStorage, memberDatabase } from '@/lib/platform/database';
import { mintCallToken, mintMemberToken } from '@/lib/platform/database-token';
import { type CallId, mintCallId, mintTenantId, mintUserId, type TenantId } from '@/lib/platform/ids';
import { serviceDatabase } from '@/lib/platform/service-database';
import { makePeaks } from '@/lib/recording/peaks';
import { findRecording, openSound, readExpiredRecordings } from '@/lib/recording/read';
import { wavHeader } from '@/lib/recording/wav';
import {
  closeRecording,
  declineRecording,
  openRecording,
  removeSound,
  storeRecording,
  uploadSound,
} from '@/lib/recording/write';
import { startDatabase, type TestApi, type TestDatabase, testKeys } from '../../support/database';

let database: TestDatabase;
let api: TestApi;
let tenantId: TenantId;
let callId: CallId;

beforeAll(async () => {
  database = await startDatabase();
  api = await database.api();
  const [tenant] = await database.sql`select id from public.tenants where slug = 'bright-smile'`;
  tenantId = mintTenantId(tenant?.id);
});
beforeEach(async () => {
  callId = await newCall();
});
afterAll(() => database.close());

const sound = Buffer.concat([wavHeader(1600), Buffer.alloc(1600, 0x21)]);
const blob = new Blob([sound], { type: 'audio/wav' });
const pathOf = (call: CallId) => `${tenantId}/${call}.wav`;

async function newCall(): Promise<CallId> {
  const id = randomUUID();
  await database.sql`insert into public.calls (id, tenant_id, channel) values (${id}, ${tenantId}, 'phone')`;
  return mintCallId(id);
}

async function memberToken(email: string): Promise<string> {
  const [user] = await database.sql`select id, session_version from identity.users where email = ${email}`;
  return mintMemberToken({ userId: mintUserId(user?.id), sessionVersion: user?.session_version }, api.env);
}

async function asCall(id: CallId) {
  const token = await mintCallToken(id, api.env);
  return { rows: callDatabase(token, api.env), storage: callStorage(token, api.env), token };
}

async function announce(id: CallId) {
  const now = new Date();
  const { rows } = await asCall(id);
  await openRecording(rows, {
    consent: 'ask',
    notice: 'This call is recorded.',
    startedAt: now.toISOString(),
    offsetMs: 4200,
    expiresAt: new Date(now.getTime() + 1000).toISOString(),
  });
}

async function store(id: CallId) {
  const { rows, storage } = await asCall(id);
  await announce(id);
  await uploadSound(storage, pathOf(id), blob);
  const peaks = makePeaks(1600);
  peaks.hear(sound.subarray(58));
  return storeRecording(rows, { bytes: sound.length, durationMs: 100, peaks: peaks.read() });
}

describe('a recording in storage', () => {
  it('is written by its own call and heard by the members of its tenant, whole or in ranges', async () => {
    expect(await store(callId)).toBe(true);
    const token = await memberToken('viewer@bright-smile.example');

    const row = await findRecording(memberDatabase(token, api.env), tenantId, callId);
    const whole = await openSound(token, { path: pathOf(callId), range: null }, api.env);
    const part = await openSound(token, { path: pathOf(callId), range: 'bytes=100-149' }, api.env);
    const last = await openSound(token, { path: pathOf(callId), range: 'bytes=-10' }, api.env);
    const beyond = await openSound(token, { path: pathOf(callId), range: 'bytes=99999-' }, api.env);

    expect(row).toMatchObject({ state: 'stored', offsetMs: 4200, durationMs: 100, bytes: 1658 });
    expect(row?.peaks?.caller).toHaveLength(600);
    expect([whole.status, Buffer.from(await whole.arrayBuffer()).equals(sound)]).toEqual([200, true]);
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 100-149/1658']);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(sound.subarray(100, 150));
    expect([last.status, (await last.arrayBuffer()).byteLength]).toEqual([206, 10]);
    expect(beyond.status).toBe(416);
  });

  it('is neither a row nor a sound to a neighbour, to another call, or to a visitor', async () => {
    await store(callId);
    const neighbour = await memberToken('owner@rapid-rooter.example');
    const otherCall = await newCall();
    await announce(otherCall);
    const other = await asCall(otherCall);
    const asked = { path: pathOf(callId), range: null };

    expect(await findRecording(memberDatabase(neighbour, api.env), tenantId, callId)).toBeNull();
    for (const token of [neighbour, other.token, testKeys.SUPABASE_PUBLISHABLE_KEY]) {
      await expect(openSound(token, asked, api.env)).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(uploadSound(other.storage, pathOf(callId), blob)).rejects.toMatchObject({ code: 'forbidden' });
    await removeSound(other.storage, pathOf(callId));
    await removeSound(memberDatabase(neighbour, api.env), pathOf(callId));
    const owner = await memberToken('owner@bright-smile.example');
    await removeSound(memberDatabase(owner, api.env), pathOf(callId));
    expect((await openSound(owner, asked, api.env)).status).toBe(200);
  });

  it('is refused before its consent is written down, and once the caller has declined', async () => {
    const { rows, storage } = await asCall(callId);
    await expect(uploadSound(storage, pathOf(callId), blob)).rejects.toMatchObject({ code: 'forbidden' });

    await announce(callId);
    await declineRecording(rows, { consent: 'ask', at: new Date().toISOString() });
    await announce(callId);

    await expect(uploadSound(storage, pathOf(callId), blob)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await storeRecording(rows, { bytes: 1, durationMs: 1, peaks: { caller: [], agent: [] } })).toBe(false);
    expect(await findRecording(serviceDatabase(api.source), tenantId, callId)).toMatchObject({ state: 'discarded' });
  });

  it('replaces what an upload that broke off left behind', async () => {
    const { storage } = await asCall(callId);
    await announce(callId);
    await uploadSound(storage, pathOf(callId), new Blob(['half'], { type: 'audio/wav' }));

    await uploadSound(storage, pathOf(callId), blob);

    const { data } = await storage.storage.from('recordings').download(pathOf(callId));
    expect(data?.size).toBe(sound.length);
  });

  it('is removed when its days are over, not before, and long after its call', async () => {
    await store(callId);
    const { rows, storage } = await asCall(callId);
    expect(await closeRecording(rows, 'expired')).toBe(false);
    await database.sql`update public.calls set status = 'ended', closed_at = now() - interval '40 days' where id = ${callId}`;
    await database.sql`update public.recordings set expires_at = now() - interval '1 second' where call_id = ${callId}`;

    const due = await readExpiredRecordings(serviceDatabase(api.source), new Date(), 10);
    await removeSound(storage, pathOf(callId));
    const closed = await closeRecording(rows, 'expired');

    expect(due).toContainEqual({ callId, tenantId });
    expect(closed).toBe(true);
    const token = await memberToken('owner@bright-smile.example');
    await expect(openSound(token, { path: pathOf(callId), range: null }, api.env)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('the door of storage', () => {
  const ask = (path: string, method = 'GET', headers: Record<string, string> = {}) =>
    fetch(`${api.url}/storage/v1/${path}`, { method, headers }).then(({ status }) => status);
  const secret = { apikey: testKeys.SUPABASE_SECRET_KEY };

  it('opens to nobody without a key', async () => {
    await store(callId);

    expect(await ask(`object/recordings/${pathOf(callId)}`)).toBe(401);
    expect(await ask(`object/recordings/${pathOf(callId)}`, 'GET', { apikey: 'sb_publishable_nothing' })).toBe(401);
  });

  it.each(['bucket', 'object/other/a/b.wav', 'object/public/recordings/a/b.wav', 'object/sign/recordings/a/b.wav'])(
    'has nothing at %s',
    async (path) => {
      expect(await ask(path, 'GET', secret)).toBe(404);
      expect(await ask(path, 'POST', secret)).toBe(404);
    },
  );
});
