import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Turn } from '@/lib/contracts/call';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import { serviceDatabase } from '@/lib/platform/service-database';
import { makeCallDatabases, makeCallsDatabases } from '@/realtime-server/call-databases';
import { makeRecordKeeper } from '@/realtime-server/transcript/record-keeper';
import { startDatabase, type TestApi, type TestDatabase } from '../../support/database';
import { makeFakeClock } from '../../support/fake-clock';
import { buildWorld, calls, tenants } from '../../support/matrix-world';

let database: TestDatabase;
let api: TestApi;
const dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-records-'));
const own = { callId: mintCallId(calls.here), tenantId: mintTenantId(tenants.here) };

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
  api = await database.api();
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.sql`truncate public.turns`;
  await database.sql`
    update public.calls set status = 'live', ended_at = null, closed_at = null, end_reason = null where id = ${own.callId}`;
});

const said = (sequence: number): Turn => ({
  ...{ sequence, speaker: 'agent', text: `Sentence ${sequence}.`, unheardText: '', startedMs: 0, endedMs: 0 },
  ...{ interrupted: false, final: true, gapMs: null, detail: null },
});
const kept = async () => (await database.sql`select text from public.turns order by sequence`).map(({ text }) => text);

/** A call whose second sentence waits for those of others, on a clock that stands still. */
async function waiting() {
  const databases = {
    callDb: makeCallDatabases(api.env),
    callsDb: makeCallsDatabases(api.env),
    service: serviceDatabase(api.source),
  };
  const log = pino({ level: 'silent' });
  const keeper = makeRecordKeeper({ dataDir, databases, clock: makeFakeClock(), log });
  const store = keeper.open(own);
  store.saveTurn(said(1));
  await keeper.flushed();
  store.saveTurn(said(2));
  return { keeper, store };
}

describe('what a call has said last', () => {
  it('waits for what other calls say', async () => {
    const { keeper, store } = await waiting();

    expect(await kept()).toEqual(['Sentence 1.']);
    expect(keeper.waiting()).toBe(1);
    await store.leave();
  });

  it('is in the database when the call has been passed on, however long the others would have waited', async () => {
    const { store } = await waiting();
    store.saveTurn(said(3));
    await store.leave();

    expect(await kept()).toEqual(['Sentence 1.', 'Sentence 2.', 'Sentence 3.']);
  });

  it('is written at once when the call is over, and the call with it', async () => {
    const { keeper, store } = await waiting();
    await store.finish('caller_hung_up', 'answered', new Date());
    await keeper.flushed();

    expect(await kept()).toEqual(['Sentence 1.', 'Sentence 2.']);
    const [call] = await database.sql`select status, end_reason from public.calls where id = ${own.callId}`;
    expect(call).toEqual({ status: 'ended', end_reason: 'caller_hung_up' });
  });
});
