import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/line-house';
import { type Stack, startStack } from '../support/stack';

const number = '+12025550102';
const caller = '+12025550981';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
  await stack.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update agent_versions
      set config = jsonb_set(config, '{greeting,text}', ${sql.json('Hello {caller_name}, this is {business}.')})
      where tenant_id = (select id from tenants where slug = 'rapid-rooter')`;
  });
}, 60_000);
afterAll(() => stack?.close());

async function ring(says: string[]) {
  const before = new Set((await stack.sql`select id from calls`).map(({ id }) => id));
  const response = await fetch(`${stack.urls.practice}/carrier/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: number, from: caller, steps: says.map((say) => ({ say })) }),
  });
  await response.text();
  return until(
    async () => {
      const all = await stack.sql`
        select id, first_audio_ms, (select text from turns where call_id = calls.id order by sequence limit 1) as greeting
        from calls where caller_number = ${caller} and status = 'ended'`;
      return all.find(({ id }) => !before.has(id));
    },
    'the end of the call',
    30_000,
  );
}

it('greets a known caller by name from the first moment: the clip was made after the call before', async () => {
  await ring(['Please take a message. My name is Dana Reed.', 'Tell them to call me back about my sink.', 'Goodbye.']);
  await until(
    async () => {
      const [job] = await stack.sql`
        select state from jobs where kind = 'make_clips'
          and payload ->> 'callerId' = (select id::text from callers where e164 = ${caller})`;
      return job?.state === 'done';
    },
    'the clip with the name',
    60_000,
  );
  const again = await ring(['Goodbye.']);

  expect(again.greeting).toMatch(/^Hello Dana, this is Rapid Rooter/);
  expect(again.first_audio_ms).toBeLessThan(400);
}, 150_000);
