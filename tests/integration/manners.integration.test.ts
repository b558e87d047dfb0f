import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { until } from '../support/line-house';
import { type Stack, startStack } from '../support/stack';

type Step = { say: string } | { keys: string };

/** Bright Smile's agent goes on through an “uh-huh”; Rapid Rooter's stops at once. */
const patient = '+12025550101';
const quick = '+12025550102';
const lineSchema = z.object({ type: z.string() });
const summarySchema = z.object({ type: z.literal('summary'), firstAudioMs: z.number() });

/** How long the voice model takes until it can be spoken with. */
const modelReadyMs = 1200;

type StoredTurn = { speaker: string; text: string; unheard_text: string; interrupted: boolean };

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ env: { PRACTICE_SCRIPTING: '1' } });
  for (const [slug, interruptibility] of [
    ['bright-smile', 50],
    ['rapid-rooter', 90],
  ] as const) {
    await stack.sql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update agent_versions
        set config = jsonb_set(config, '{personality,interruptibility}', ${sql.json(interruptibility)})
        where tenant_id = (select id from tenants where slug = ${slug})`;
    });
  }
  await until(
    async () => (await stack.sql`select from jobs where kind = 'make_clips' and state <> 'done'`).length === 0,
    'greetings that were spoken ahead',
    30_000,
  );
}, 60_000);
afterAll(() => stack?.close());

/** A call of the practice carrier; the caller speaks over each answer after `interruptAfterMs`, where that is given. */
async function ring(to: string, from: string, steps: Step[], interruptAfterMs: number | null = null) {
  const response = await fetch(`${stack.urls.practice}/carrier/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to, from, steps, interruptAfterMs }),
  });
  const lines = (await response.text())
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  const turns = await until(async () => {
    const [call] = await stack.sql`select id from calls where caller_number = ${from} and status = 'ended'`;
    return (
      call &&
      stack.sql<
        StoredTurn[]
      >`select speaker, text, unheard_text, interrupted from turns where call_id = ${call.id} order by sequence`
    );
  }, 'the end of the call');
  return {
    turns: [...turns],
    cleared: lines.filter((line) => lineSchema.parse(line).type === 'cleared').length,
    summary: summarySchema.parse(lines.at(-1)),
  };
}

it('greets the very first caller sooner than any model could', async () => {
  await stack.scriptModel({ updateDelayMs: modelReadyMs });
  const { summary, turns } = await ring(quick, '+12025550971', [{ say: 'Are you open on Saturday?' }]);
  const [call] = await stack.sql`select first_audio_ms from calls where caller_number = '+12025550971'`;

  // How much sooner is measured by the bench, on a machine that does nothing else.
  expect(call?.first_audio_ms).toBeLessThan(modelReadyMs);
  expect(summary.firstAudioMs).toBeLessThan(modelReadyMs);
  expect(turns[0]).toMatchObject({ speaker: 'agent', interrupted: false, unheard_text: '' });
  await stack.scriptModel({});
}, 60_000);

describe.concurrent('manners on a real line', () => {
  it('goes on through an “uh-huh”, which nobody answers', async () => {
    const { cleared, turns } = await ring(patient, '+12025550972', [{ say: 'Uh-huh.' }], 2500);
    const [greeting, uhHuh, ...rest] = turns;

    expect(cleared).toBe(0);
    expect(greeting).toMatchObject({ speaker: 'agent', interrupted: false, unheard_text: '' });
    expect(uhHuh).toMatchObject({ speaker: 'caller', text: 'Uh-huh.' });
    expect(rest).toEqual([]);
  }, 60_000);

  it('stops for a sentence, keeps what was heard, and answers it', async () => {
    const question = 'Wait, are you open on Saturday at all?';
    const { cleared, turns } = await ring(patient, '+12025550973', [{ say: question }], 2500);

    expect(cleared).toBe(1);
    expect(turns[0]).toMatchObject({ speaker: 'agent', interrupted: true });
    expect(turns[0]?.unheard_text).not.toBe('');
    expect(turns.at(-1)?.text).toContain('Saturday');
  }, 60_000);

  it('stops at once, even for an “uh-huh”, where the owner wants that', async () => {
    const { cleared } = await ring(quick, '+12025550974', [{ say: 'Uh-huh.' }], 2000);

    expect(cleared).toBe(1);
  }, 60_000);

  it('takes the key 0 for a wish to speak with a person, and hides the number of a card', async () => {
    const { turns } = await ring(patient, '+12025550975', [{ keys: '0' }, { keys: '4111111111111111' }]);
    const keys = turns.filter(({ speaker }) => speaker === 'caller').map(({ text }) => text);

    expect(keys).toEqual(['[keypad: 0]', '[keypad: 16 keys]']);
    expect(JSON.stringify(turns)).not.toContain('4111');
  }, 60_000);
});
