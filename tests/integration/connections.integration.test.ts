import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealSecret } from '@/lib/connection/secret';
import { makeVault } from '@/lib/platform/crypto';
import { mintTenantId } from '@/lib/platform/ids';
import { until } from '../support/line-house';
import { makeConnection } from '../support/other-system';
import { type Stack, startStack } from '../support/stack';

const secret = 'sk-canary-Z8uQ5nYw';
const origin = 'https://orders.internal';
const connection = makeConnection({ url: `${origin}/{order_number}`, secretHeaders: ['Authorization'] });
const to = '+12025550101';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
  const [tenant] = await stack.sql`select id from tenants where slug = 'bright-smile'`;
  const tenantId = mintTenantId(tenant?.id);
  await stack.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    const section = {
      enabled: true,
      tools: [connection, { ...connection, name: 'find_parcel', description: 'Look for a parcel by its number.' }],
    };
    await sql`update agent_versions set config = jsonb_set(config, '{connections}', ${sql.json(section)}) where tenant_id = ${tenantId}`;
  });
  const place = { tool: connection.name, header: 'authorization', origin };
  const { sealed } = sealSecret(makeVault([stack.env.ENCRYPTION_KEY ?? '']), tenantId, place, `Bearer ${secret}`);
  await stack.sql`insert into connection_secrets ${stack.sql({ tenant_id: tenantId, ...place, sealed })}`;
}, 120_000);
afterAll(() => stack?.close());

async function ring(from: string, say: string) {
  const response = await fetch(`${stack.urls.practice}/carrier/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to, from, steps: [{ say }], interruptAfterMs: null }),
  });
  const happened = await response.text();
  const call = await until(
    async () => (await stack.sql`select id from calls where caller_number = ${from} and status = 'ended'`)[0],
    'the end of the call',
    20_000,
  );
  const turns = await stack.sql`select speaker, text, detail from turns where call_id = ${call.id} order by sequence`;
  const events = await stack.sql`select kind, detail from call_events where call_id = ${call.id} order by at`;
  return { happened, turns: [...turns], events: [...events] };
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

it('the running house opens the secret, and no setting lets a request into a private network', async () => {
  const { happened, turns, events } = await ring('+12025550931', 'What is the state of my order A-1234?');

  expect(turns.find(({ speaker }) => speaker === 'tool')).toMatchObject({
    text: 'find_order',
    detail: { arguments: { order_number: 'A-1234' }, ok: false },
  });
  expect(events.find(({ kind }) => kind === 'connection_used')?.detail).toMatchObject({
    ...{ name: 'find_order', method: 'GET', origin, status: null, outcome: 'blocked' },
  });
  expect(turns.at(-1)?.text).toContain('sorry');

  const told = JSON.stringify([happened, turns, events]);
  expect(told).not.toContain(secret);
  const written = filesIn(stack.dataDir).filter((file) => readFileSync(file).includes(secret));
  expect(written).toEqual([]);
  const everything = await stack.sql`select sealed from connection_secrets`;
  expect(JSON.stringify(everything)).not.toContain(secret);
}, 120_000);

it('without its secret nothing is asked', async () => {
  const { events } = await ring('+12025550932', 'Please look for the parcel, its number is B-77.');

  expect(events.find(({ kind }) => kind === 'connection_used')?.detail).toMatchObject({
    ...{ name: 'find_parcel', outcome: 'no_secret' },
  });
}, 120_000);
