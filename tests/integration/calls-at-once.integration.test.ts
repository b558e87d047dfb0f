import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type CalledHouse,
  closeStreams,
  incomingParams,
  openStream,
  post,
  startFrame,
  ticketIn,
} from '../support/line-carrier';
import { authToken, until } from '../support/line-house';
import { openScriptedServer, type ScriptedServer } from '../support/scripted-realtime-server';
import { type Stack, startStack } from '../support/stack';

const publicUrl = 'https://voice.example.com';
const dialed = '+12025550101';
let provider: ScriptedServer;
let stack: Stack;
let house: CalledHouse;

beforeAll(async () => {
  provider = await openScriptedServer();
  stack = await startStack({
    processes: ['realtime'],
    env: {
      OPENAI_API_KEY: 'sk-a-key-of-their-own',
      OPENAI_BASE_URL: provider.baseUrl,
      TWILIO_AUTH_TOKEN: authToken,
      REALTIME_PUBLIC_URL: publicUrl,
    },
  });
  house = { url: stack.urls.realtime, publicUrl, port: Number(new URL(stack.urls.realtime).port) };
  await stack.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`
      update public.agent_versions v set config = jsonb_set(config, '{limits,maxLiveCalls}', '10')
      from public.tenants t where t.id = v.tenant_id and t.live_version = v.number and t.slug = 'bright-smile'`;
  });
}, 90_000);

afterAll(async () => {
  closeStreams();
  await stack?.close();
  await provider?.close();
});

async function ring() {
  const params = incomingParams({ To: dialed });
  const { status, body } = await post(house, '/phone/incoming-realtime', params);
  return { callSid: params.CallSid ?? '', status, body, isIn: body.includes('<Connect') };
}

/** Thirty webhooks at once; whoever was let in opens the stream that they were told to. */
async function ringThirty() {
  const rung = await Promise.all(Array.from({ length: 30 }, ring));
  const letIn = rung.filter(({ isIn }) => isIn);
  await Promise.all(
    letIn.map(async ({ callSid, body }) => {
      const stream = await openStream(house);
      stream.send(startFrame(callSid, { ticket: ticketIn(body) }));
    }),
  );
  return { letIn, turnedAway: rung.filter(({ isIn }) => !isIn) };
}

const liveCalls = async () => {
  const [row] = await stack.sql`
    select count(*)::int as live from public.calls c join public.tenants t on t.id = c.tenant_id
    where t.slug = 'bright-smile' and c.status = 'live' and c.lease_until > now() and not c.is_test`;
  return Number(row?.live);
};

it('lets ten of thirty callers in at once, and says something polite to the others', async () => {
  await stack.sql`update public.calls set status = 'ended', ended_at = now() where status <> 'ended'`;
  const { letIn, turnedAway } = await ringThirty();

  expect(letIn).toHaveLength(10);
  expect(turnedAway).toHaveLength(20);
  for (const { status, body } of turnedAway) {
    expect(status).toBe(200);
    expect(body).toMatch(/<Say>/);
    expect(body).toMatch(/<Dial|<Record|lines are busy/);
  }
  await until(async () => (await liveCalls()) === 10, 'ten live calls');
}, 60_000);

it('lets ten in again when the server was killed in ten calls and their leases have run out', async () => {
  await stack.killAndWait('realtime');
  closeStreams();
  expect((await ring()).isIn).toBe(false);

  // What a minute does to a lease that nobody renews.
  await stack.sql`update public.calls set lease_until = lease_until - interval '61 seconds' where status <> 'ended'`;
  const { letIn } = await ringThirty();

  expect(letIn).toHaveLength(10);
  await until(async () => (await liveCalls()) === 10, 'ten live calls');
}, 90_000);
