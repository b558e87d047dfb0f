import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { until } from '../support/line-house';
import { type Stack, startStack } from '../support/stack';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ ownPostgres: true, env: { DRAIN_SECONDS: '1' } });
});
afterAll(() => stack?.close());

const spoken = z.object({ is: z.literal('turn'), turn: z.object({ sequence: z.number(), text: z.string() }) });

/** A caller of the practice carrier who asks one thing after the other. */
async function ringUp(from: string): Promise<{ hangUp(): void; over: Promise<void> }> {
  const controller = new AbortController();
  const response = await fetch(`${stack.urls.practice}/carrier/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      to: '+12025550101',
      from,
      steps: ['Are you open on Saturday?', 'Where are you?', 'How can I pay?'].map((say) => ({ say })),
    }),
    signal: controller.signal,
  });
  expect(response.status).toBe(200);
  return {
    hangUp: () => controller.abort(),
    over: response.text().then(
      () => undefined,
      () => undefined,
    ),
  };
}

const callFrom = async (number: string) => {
  const [call] = await stack.sql`select * from calls where caller_number = ${number}`;
  return call;
};
/** What is still being said when a server dies is known up to its last words that were written. */
const turnsOf = (callId: string) =>
  stack.sql`select sequence, text from turns where call_id = ${callId} and final order by sequence`;
const spoolFolder = () => path.join(stack.dataDir, 'spool');

/** A line may be half written while we look. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function spooledTurns(): Map<number, string> {
  if (!existsSync(spoolFolder())) return new Map();
  const lines = readdirSync(spoolFolder())
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(path.join(spoolFolder(), name), 'utf8').trimEnd().split('\n'));
  const turns = lines
    .map((line) => spoken.safeParse(parsed(line)))
    .flatMap((one) => (one.success ? [one.data.turn] : []));
  return new Map(turns.map(({ sequence, text }) => [sequence, text]));
}

it('loses no acknowledged turn when the realtime server is killed in a call, and ends the call', async () => {
  const caller = await ringUp('+13035550161');
  const call = await until(() => callFrom('+13035550161'), 'the call');
  await until(async () => (await turnsOf(call.id)).length >= 3, 'three turns', 40_000);

  const acknowledged = [...(await turnsOf(call.id))];
  stack.kill('realtime');
  const written = spooledTurns();
  caller.hangUp();
  await caller.over;
  await until(
    () =>
      fetch(`${stack.urls.realtime}/livez`).then(
        (answer) => answer.ok,
        () => false,
      ),
    'the restart',
    30_000,
  );
  await until(() => readdirSync(spoolFolder()).length === 0, 'the recovery', 20_000);

  const kept = new Map((await turnsOf(call.id)).map(({ sequence, text }) => [sequence, text]));
  expect(written.size).toBeGreaterThan(0);
  expect(kept).toEqual(new Map([...acknowledged.map(({ sequence, text }) => [sequence, text] as const), ...written]));

  await stack.sql`update calls set lease_until = now() - interval '20 seconds' where id = ${call.id}`;
  await until(async () => (await callFrom('+13035550161'))?.status === 'ended', 'the end of the call', 40_000);
}, 150_000);

it('takes a call up again after the realtime server was killed in it, with the conversation so far, and greets once', async () => {
  const caller = await ringUp('+13035550164');
  const call = await until(() => callFrom('+13035550164'), 'the call');
  await until(async () => (await turnsOf(call.id)).length >= 3, 'three turns', 40_000);

  stack.kill('realtime');
  const after = await until(
    async () => {
      const turns = await turnsOf(call.id);
      return turns.some(({ sequence }) => sequence > 12) && turns;
    },
    'the call to go on',
    40_000,
  );
  caller.hangUp();
  await caller.over;

  await until(async () => (await callFrom('+13035550164'))?.status === 'ended', 'the end of the call', 20_000);
  expect(after.filter(({ text }) => /^Thank you for calling/.test(text))).toHaveLength(1);
  expect(await callFrom('+13035550164')).toMatchObject({
    id: call.id,
    end_reason: 'caller_hung_up',
    outcome: 'answered',
  });
}, 150_000);

it('goes on talking when the database is killed in a call, and writes everything once it is back', async () => {
  const caller = await ringUp('+13035550162');
  const before = await until(() => callFrom('+13035550162'), 'the call');
  await until(async () => (await turnsOf(before.id)).length >= 1, 'a turn', 20_000);

  stack.kill('postgres');
  await until(() => spooledTurns().size >= 3, 'three turns on disk', 40_000);
  const kept = await until(
    async () => {
      const turns = await turnsOf(before.id).catch(() => []);
      return turns.length >= 3 && turns;
    },
    'the turns in the database',
    60_000,
  );
  caller.hangUp();
  await caller.over;

  await until(
    async () => (await callFrom('+13035550162').catch(() => null))?.status === 'ended',
    'the end of the call',
    30_000,
  );
  expect(new Set(kept.map(({ sequence }) => sequence)).size).toBe(kept.length);
  expect(await callFrom('+13035550162')).toMatchObject({ id: before.id, end_reason: 'caller_hung_up' });
}, 150_000);

it('ends its calls with their record when it is asked to stop and the time is up', async () => {
  const caller = await ringUp('+13035550163');
  const call = await until(() => callFrom('+13035550163'), 'the call');
  await until(async () => (await turnsOf(call.id)).length >= 1, 'a turn', 20_000);

  process.kill(stack.pidOf('realtime'), 'SIGTERM');
  await until(async () => (await callFrom('+13035550163'))?.status === 'ended', 'the end of the call', 20_000);
  await caller.over;

  expect(await callFrom('+13035550163')).toMatchObject({ end_reason: 'server_stopped' });
}, 90_000);
