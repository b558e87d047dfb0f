import { afterAll, beforeAll, expect, it } from 'vitest';
import { finishCall, markAnswered } from '@/lib/call/write';
import { callDatabase, type Db } from '@/lib/platform/database';
import { mintCallToken } from '@/lib/platform/database-token';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import { startWorld, type World } from '../support/matrix-clients';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.database.close();
});

const hourMs = 3_600_000;

/** A call that a server answered whose clock is an hour fast. */
async function answeredByAFastClock(sid: string) {
  const { phone, id } = await world.openTenant();
  const { data } = await world.service.rpc('answer_call', {
    ...{ p_call_sid: `${sid}-${phone}`, p_to: phone, p_from: null, p_ticket_hash: `${sid} ${phone}` },
  });
  const call = { callId: mintCallId((data as { callId: string }).callId), tenantId: mintTenantId(id) };
  const own = callDatabase(await mintCallToken(call.callId, world.api.env), world.api.env);
  await markAnswered(own, call, new Date(Date.now() + hourMs));
  return { own, ...call };
}

async function timesOf(own: Db) {
  const { data } = await own.from('calls').select('started_at, answered_at, ended_at, status').single();
  const { started_at, answered_at, ended_at, status } = data ?? {};
  return { status, started: String(started_at), answered: String(answered_at), ended: String(ended_at) };
}

it.each([
  ['set back in the middle of it', 0],
  ['set back to before it began', -2 * hourMs],
])('no call is over before it was answered, by a clock that was %s', async (_, shiftMs) => {
  const { own } = await answeredByAFastClock(`CA-set-back${shiftMs}`);
  await finishCall(own, { reason: 'caller_hung_up', outcome: 'answered', at: new Date(Date.now() + shiftMs) });

  const { status, started, answered, ended } = await timesOf(own);
  expect(status).toBe('ended');
  expect(Date.parse(started)).toBeLessThan(Date.parse(answered));
  expect(ended).toBe(answered);
});

it('a call that nobody holds any more was not over before it was answered either', async () => {
  const { own, callId } = await answeredByAFastClock('CA-left');
  await world.database.sql`update public.calls set lease_until = now() - interval '1 minute' where id = ${callId}`;
  await world.service.rpc('reap_calls');

  const { status, answered, ended } = await timesOf(own);
  expect([status, ended]).toEqual(['ended', answered]);
});

it('a call whose clock is right ends when its server says', async () => {
  const { own } = await answeredByAFastClock('CA-right');
  const at = new Date(Date.now() + 2 * hourMs);
  await finishCall(own, { reason: 'caller_hung_up', outcome: 'answered', at });

  expect(Date.parse((await timesOf(own)).ended)).toBe(at.getTime());
});
