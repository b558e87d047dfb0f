import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SealedSecret, sealSecret } from '@/lib/connection/secret';
import { systemClock } from '@/lib/platform/clock';
import { makeVault } from '@/lib/platform/crypto';
import { makeCallConnections } from '@/realtime-server/connections/call-connections';
import { type CallStarter, makeCallStarter } from '@/realtime-server/session/call-starter';
import { makeSetup, silentLog } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';
import { makeConnection, type OtherSystem, openOtherSystem } from '../../support/other-system';
import { complaintsOf, placePracticeCall } from '../../support/practice-line';
import { apiKey, openPracticeHouse, type PracticeHouse } from '../practice/practice-house';

const secret = 'sk-canary-R4mB8vTq';
const vault = makeVault(['master-key-of-the-tests-7h2k']);
const origin = 'https://api.example.com';
const order = makeConnection({ secretHeaders: ['Authorization'], answerFields: ['status'] });
const refund = makeConnection({
  ...{ name: 'refund_order', description: 'Give the money for an order back.', method: 'POST', confirmFirst: true },
  url: 'https://api.example.com/refunds',
});
const setup = makeSetup({ config: makeConfig({ connections: { enabled: true, tools: [order, refund] } }) });

let house: PracticeHouse;
let system: OtherSystem;
let starter: CallStarter;
let respond: (response: ServerResponse) => void;
let reads = 0;
let stored: SealedSecret[] = [];
const logged: string[] = [];

beforeAll(async () => {
  house = await openPracticeHouse();
  system = await openOtherSystem((_, response) => respond(response));
  const log = {
    ...silentLog,
    error: (...what: unknown[]) => void logged.push(JSON.stringify(what)),
  } as typeof silentLog;
  starter = makeCallStarter({
    ...{ account: { apiKey, baseUrl: `${house.url}/v1` }, dataDir: house.dataDir, clock: systemClock, log },
    connectionsOf: (call) =>
      makeCallConnections(call, {
        ...{ vault, policy: system.policy, clock: systemClock, log },
        async readSecrets() {
          reads += 1;
          return stored;
        },
      }),
  });
}, 30_000);
beforeEach(async () => {
  await house.script({});
  system.received.length = 0;
  reads = 0;
  stored = [sealed(setup.tenantId)];
  respond = (response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(`{"status":"shipped","key":"${secret}"}`);
});
afterAll(async () => {
  await house.close();
  await system.close();
});

function sealed(tenantId: typeof setup.tenantId): SealedSecret {
  const place = { tool: order.name, header: 'authorization', origin };
  return { header: place.header, origin, sealed: sealSecret(vault, tenantId, place, `Bearer ${secret}`).sealed };
}

type Call = ReturnType<typeof placePracticeCall>;

/** The model uses `name` once, as the script says; then it speaks on by itself. */
async function use(call: Call, name: string, input: Record<string, unknown>, times = 1): Promise<void> {
  await call.agentSaid(/How can I help/);
  await house.script({ replies: Array.from({ length: times }, () => ({ call: { name, arguments: input } })) });
  call.session.onText('Where is it?');
}

const toolTurn = (call: Call) => call.record.turns().findLast(({ speaker }) => speaker === 'tool');

async function finished(call: Call): Promise<Record<string, unknown> | null | undefined> {
  await expect.poll(() => toolTurn(call)?.final, { timeout: 15_000 }).toBe(true);
  return toolTurn(call)?.detail;
}

describe('a connection in a call', () => {
  it('is asked once with the stored secret, and its answer stands in the record without it', async () => {
    const call = placePracticeCall(starter, setup);
    await use(call, 'find_order', { order_number: 'A-1' });
    const detail = await finished(call);
    await call.session.end('caller_hung_up');

    expect(system.received).toMatchObject([
      { method: 'GET', url: '/orders/A-1', headers: { authorization: `Bearer ${secret}` } },
    ]);
    const key = system.received[0]?.headers['idempotency-key'];
    expect(key).toMatch(new RegExp(`^${setup.callId}:call_`));
    expect(detail).toMatchObject({ ok: true, result: { answer: { status: 'shipped' } } });
    expect(call.record.events).toContainEqual([
      'connection_used',
      { name: 'find_order', method: 'GET', origin, status: 200, tookMs: expect.any(Number), outcome: 'answered' },
    ]);
    expect(JSON.stringify([call.record.turns(), call.record.events, call.record.messages, logged])).not.toContain(
      secret,
    );
    expect(JSON.stringify(await (await fetch(`${house.url}/practice/sessions`)).json())).not.toContain(secret);
    expect(await complaintsOf(house)).toBe(0);
  }, 60_000);

  it('has its secrets read once a call, and its key differs with each use', async () => {
    const call = placePracticeCall(starter, setup);
    await use(call, 'find_order', { order_number: 'A-1' }, 2);
    await expect.poll(() => system.received.length, { timeout: 15_000 }).toBe(2);
    await finished(call);
    await call.session.end('caller_hung_up');

    expect(new Set(system.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
    expect(reads).toBe(1);
  }, 60_000);

  it('sends nothing that changes something before the caller said yes', async () => {
    const call = placePracticeCall(starter, setup);
    await use(call, 'refund_order', { order_number: 'A-1', caller_confirmed: false });
    const refused = await finished(call);
    expect(refused).toMatchObject({ ok: false, result: { error: expect.stringContaining('wait for their yes') } });
    expect(system.received).toEqual([]);

    await house.script({
      replies: [{ call: { name: 'refund_order', arguments: { order_number: 'A-1', caller_confirmed: true } } }],
    });
    call.session.onText('Yes, please.');
    await expect.poll(() => system.received.length, { timeout: 15_000 }).toBe(1);
    await finished(call);
    await call.session.end('caller_hung_up');

    expect(system.received).toMatchObject([{ method: 'POST', url: '/refunds', body: '{"order_number":"A-1"}' }]);
  }, 60_000);

  it('tells a failure of the other system as one, and the call goes on', async () => {
    respond = (response) => void response.writeHead(500).end(secret);
    const call = placePracticeCall(starter, setup);
    await use(call, 'find_order', { order_number: 'A-1' });

    expect(await finished(call)).toMatchObject({
      ok: false,
      result: { error: expect.stringContaining('could not be used') },
    });
    await call.agentSaid(/sorry/i);
    await call.session.end('caller_hung_up');
    expect(system.received).toHaveLength(1);
    expect(call.record.events.find(([kind]) => kind === 'connection_used')?.[1]).toMatchObject({ outcome: 'refused' });
  }, 60_000);

  it('keeps working while the caller cuts in, and waits for it no longer than it may', async () => {
    respond = () => {};
    const slow = makeSetup({
      config: makeConfig({ connections: { enabled: true, tools: [{ ...order, timeoutSeconds: 1 }] } }),
    });
    const call = placePracticeCall(starter, slow);
    await use(call, 'find_order', { order_number: 'A-1' });
    await expect.poll(() => system.received.length, { timeout: 15_000 }).toBe(1);
    call.session.onText('Are you open on Saturday?');

    expect(await finished(call)).toMatchObject({ ok: false, result: { error: expect.stringContaining('in time') } });
    await call.agentSaid(/Saturday/);
    await call.session.end('caller_hung_up');
    expect(system.received).toHaveLength(1);
  }, 60_000);

  it('sends nothing with a secret of another tenant, of another server, or none', async () => {
    const elsewhere = makeSetup({ tenantId: '00000000-0000-4000-8000-000000000002' as typeof setup.tenantId });
    const own = sealed(setup.tenantId);
    for (const wrong of [[sealed(elsewhere.tenantId)], [{ ...own, origin: 'https://evil.example' }], []]) {
      stored = wrong;
      const call = placePracticeCall(starter, setup);
      await use(call, 'find_order', { order_number: 'A-1' });
      expect(await finished(call)).toMatchObject({ ok: false });
      await call.session.end('caller_hung_up');
    }
    expect(system.received).toEqual([]);
    expect(logged.join()).not.toContain(secret);
  }, 60_000);
});
