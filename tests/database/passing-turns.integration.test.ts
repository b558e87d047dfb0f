import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { tellPassingTurns } from '@/lib/call/write';
import type { Turn } from '@/lib/contracts/call';
import { callDatabase } from '@/lib/platform/database';
import { mintCallsToken, mintCallToken } from '@/lib/platform/database-token';
import { mintCallId } from '@/lib/platform/ids';
import { startDatabase, type TestDatabase } from '../support/database';
import { buildWorld, calls, tenants } from '../support/matrix-world';

let database: TestDatabase;
let env: Awaited<ReturnType<TestDatabase['api']>>['env'];
const [here, there] = [mintCallId(calls.here), mintCallId(calls.elsewhere)];

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
  ({ env } = await database.api());
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.sql`delete from public.turns`;
  await database.sql`update public.calls set status = 'live', ended_at = null, closed_at = null where id in ${database.sql([here, there])}`;
});

const saying = (text: string, sequence = 1): Turn => ({
  ...{ sequence, speaker: 'agent', text, unheardText: '', startedMs: 10, endedMs: 20 },
  ...{ interrupted: false, final: false, gapMs: 300, detail: null },
});
const rows = () => database.sql`
  select call_id, tenant_id, text, final from public.turns where call_id in ${database.sql([here, there])} order by text`;
const named = (ids: (typeof here)[]) => callDatabase(() => mintCallsToken(ids, env), env);

it('writes what is being said on all calls that the token names, each under the tenant of its call', async () => {
  const turns = [
    { callId: here, turn: saying('A') },
    { callId: there, turn: saying('B') },
  ];
  await tellPassingTurns(named([here, there]), turns);
  await tellPassingTurns(named([here, there]), [{ callId: here, turn: saying('C') }]);

  expect(await rows()).toEqual([
    { call_id: there, tenant_id: tenants.elsewhere, text: 'B', final: false },
    { call_id: here, tenant_id: tenants.here, text: 'C', final: false },
  ]);
});

it('writes nothing of a call that the token does not name, and nothing by the token of one call alone', async () => {
  const turns = [{ callId: here, turn: saying('A') }];
  await tellPassingTurns(named([there]), turns);
  await tellPassingTurns(
    callDatabase(() => mintCallToken(here, env), env),
    turns,
  );

  expect(await rows()).toEqual([]);
});

it('never writes over a turn that is over, nor into a call that has ended', async () => {
  await database.sql`
    insert into public.turns (call_id, tenant_id, sequence, speaker, text, started_ms, ended_ms, final)
    values (${here}, ${tenants.here}, 1, 'agent', 'Whole.', 10, 20, true)`;
  await database.sql`update public.calls set status = 'ended', ended_at = now() where id = ${there}`;
  await tellPassingTurns(named([here, there]), [
    { callId: here, turn: saying('Who') },
    { callId: there, turn: saying('Late') },
  ]);

  expect(await rows()).toEqual([{ call_id: here, tenant_id: tenants.here, text: 'Whole.', final: true }]);
});
