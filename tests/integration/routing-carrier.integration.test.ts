import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type Stack, startStack } from '../support/stack';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.close());

const person = { label: 'Dana', role: 'Desk', notes: '', phone: '+12025550111', hours: { kind: 'always' } };
const staffFirst = { enabled: true, when: 'always', people: ['Dana'], ringSeconds: 5 };
const never = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };

/** From here on the live version routes so, and is never open: whenever the test runs, it is after hours. */
async function configure(routing: Record<string, unknown>) {
  const sections = { routing: { fallbackNumber: null, ...routing }, hours: { week: never, days: [] } };
  await stack.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update agent_versions set config = config || ${sql.json(sections as never)}
      where tenant_id = (select id from tenants where slug = 'bright-smile')`;
  });
}

const happeningSchema = z.looseObject({ type: z.string(), text: z.string().optional(), detail: z.string().optional() });
let callers = 100;

async function ring(dial: 'answered' | 'no-answer' | 'busy', steps: { say: string }[] = []) {
  callers += 1;
  const from = `+12025550${callers}`;
  const response = await fetch(`${stack.urls.practice}/carrier/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: '+12025550101', from, steps, interruptAfterMs: null, dialOutcome: dial }),
  });
  const lines = (await response.text()).trim().split('\n');
  const happened = lines.map((line) => happeningSchema.parse(JSON.parse(line)));
  const find = async () => {
    const [row] = await stack.sql`select id, status, outcome, end_reason from calls where caller_number = ${from}`;
    return row;
  };
  const endedAs = async () => {
    await expect.poll(async () => (await find())?.status, { timeout: 20_000, interval: 100 }).toBe('ended');
    const row = await find();
    return `${row?.outcome} ${row?.end_reason}`;
  };
  const dialled = happened.flatMap(({ type, detail }) => (type === 'verb' && detail?.includes('+1') ? [detail] : []));
  return { happened, dialled, endedAs, find };
}

it('gives the call to staff who pick up, and our agent says nothing', async () => {
  await configure({ people: [person], staffFirst });

  const call = await ring('answered');

  expect(call.dialled).toEqual([expect.stringContaining('+12025550111')]);
  expect(await call.endedAs()).toBe('answered staff_answered');
  expect(await stack.sql`select 1 from turns where call_id = ${(await call.find())?.id}`).toHaveLength(0);
});

it('lets the agent greet the caller when staff are busy or do not pick up', async () => {
  await configure({ people: [person], staffFirst });

  const calls = await Promise.all([ring('no-answer'), ring('busy')]);

  for (const call of calls) {
    await call.endedAs();
    const turns = await stack.sql`select speaker, text from turns where call_id = ${(await call.find())?.id}`;
    expect(call.dialled).toHaveLength(1);
    expect(turns[0]).toMatchObject({ speaker: 'agent', text: expect.stringContaining('Bright Smile Dental') });
  }
});

it('forwards after hours, and a number that does not answer leads to the recorder', async () => {
  const afterHours = { usual: 'forward', onBreak: null, onHolidays: null, forwardTo: '+12025550150' };
  await configure({ afterHours });

  const [taken, left] = await Promise.all([
    ring('answered'),
    ring('no-answer', [{ say: 'Please call me back about my crown.' }]),
  ]);

  expect(taken.dialled).toEqual([expect.stringContaining('+12025550150')]);
  expect(await taken.endedAs()).toBe('answered forwarded');
  expect(await left.endedAs()).toBe('message_taken voicemail');
  await expect
    .poll(async () => {
      const rows = await stack.sql`select caller_name from messages where call_id = ${(await left.find())?.id}`;
      return rows.map(({ caller_name }) => caller_name);
    })
    .toEqual(['Voicemail']);
});

it('never answers a blocked caller', async () => {
  await configure({ blockedCallers: [{ number: `+12025550${callers + 1}`, note: '' }] });

  const call = await ring('answered', [{ say: 'Hello' }]);

  expect(await call.endedAs()).toBe('refused refused_blocked');
  expect(call.happened.some(({ type }) => type === 'agent' || type === 'said')).toBe(false);
});
