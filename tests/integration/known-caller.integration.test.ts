import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/line-house';
import { type Stack, startStack } from '../support/stack';

const number = '+12025550102';
const caller = '+12025550981';
/** Longer than any greeting that lies ready takes. */
const modelReadyMs = 2500;

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ env: { PRACTICE_SCRIPTING: '1' } });
  // What is changed below is spoken by no job: the first call misses it.
  await until(
    async () => (await stack.sql`select 1 from jobs where kind = 'make_clips' and state <> 'done'`).length === 0,
    'the clips of the demo',
    60_000,
  );
  await stack.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update agent_versions
      set config = jsonb_set(config, '{greeting,text}', ${sql.json('Hello {caller_name}, this is {business}.')})
      where tenant_id = (select id from tenants where slug = 'rapid-rooter')`;
  });
}, 120_000);
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

/** What was spoken ahead since then, as the ledger has it: by a call, or by the job after it. */
const spokenAhead = (since: Date) => stack.sql`
  select call_id, model, micro_dollars::int as micro, raw -> 'output_tokens' as tokens from usage_ledger
  where kind = 'clip' and at > ${since} and tenant_id = (select id from tenants where slug = 'rapid-rooter')`;

it('greets a known caller by name from the first moment: the clip was made after the call before, and is paid for', async () => {
  const since = new Date();
  const first = await ring([
    'Please take a message. My name is Dana Reed.',
    'Tell them to call me back about my sink.',
    'Goodbye.',
  ]);
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
  await stack.scriptModel({ updateDelayMs: modelReadyMs });
  const again = await ring(['Goodbye.']);
  const byCall = (await spokenAhead(since)).filter(({ call_id }) => call_id === first.id);
  const byJob = (await spokenAhead(since)).filter(({ call_id }) => call_id === null);

  expect(again.greeting).toMatch(/^Hello Dana, this is Rapid Rooter/);
  expect(again.first_audio_ms).toBeLessThan(modelReadyMs);
  // The greeting without a name, that the first call missed; then the one with the name.
  expect([byCall.length, byJob.length]).toEqual([1, 1]);
  for (const { model, micro, tokens } of [...byCall, ...byJob]) {
    expect([model, micro > 0, tokens > 0]).toEqual(['gpt-realtime-2.1-mini', true, true]);
  }
}, 150_000);
