import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { databaseEnv } from '@/lib/platform/database-env';
import { mintMemberToken } from '@/lib/platform/database-token';
import { mintTenantId, mintUserId } from '@/lib/platform/ids';
import { openSound } from '@/lib/recording/read';
import { soundPath } from '@/lib/recording/recording';
import { wavHeaderBytes } from '@/lib/recording/wav';
import { until } from '../support/line-house';
import { type Stack, startStack } from '../support/stack';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
  await configure({ consent: 'ask' });
});
afterAll(() => stack?.close());

const notice = 'This call is recorded. Press nine if you do not want that.';

type Rules = { consent: 'notice' | 'ask'; interruptible?: 'always' | 'after_notice' };

async function configure({ consent, interruptible = 'always' }: Rules) {
  const privacy = { recording: 'on', consent, recordingDays: 30, transcriptDays: 90 };
  await stack.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    const greeting = { recordingNotice: notice, interruptible };
    await sql`update agent_versions set config = jsonb_set(jsonb_set(config, '{privacy}', ${sql.json(privacy)}),
      '{greeting}', config -> 'greeting' || ${sql.json(greeting)})
      where tenant_id = (select id from tenants where slug = 'bright-smile')`;
  });
}

const clearedSchema = z.object({ type: z.literal('cleared'), atMs: z.number(), unplayedMs: z.number() });
const summarySchema = z.object({ lengthMs: z.number(), bothWav: z.string() });

/** A caller of the practice carrier, from the first ring to the last word. */
async function ring(from: string, steps: ({ say: string } | { keys: string })[], interruptAfterMs?: number) {
  const response = await fetch(`${stack.urls.practice}/carrier/calls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: '+12025550101', from, steps, interruptAfterMs: interruptAfterMs ?? null }),
  });
  const lines = (await response.text()).trim().split('\n');
  const summary = summarySchema.parse(JSON.parse(lines.at(-1) ?? ''));
  const cleared = lines.flatMap((line) => clearedSchema.safeParse(JSON.parse(line)).data ?? []);
  const [call] = await stack.sql`select id, tenant_id, answered_at from calls where caller_number = ${from}`;
  const find = async () => (await stack.sql`select * from recordings where call_id = ${call?.id}`)[0];
  return { id: String(call?.id), tenantId: mintTenantId(call?.tenant_id), summary, cleared, find };
}

async function soundOf({ id, tenantId }: { id: string; tenantId: ReturnType<typeof mintTenantId> }): Promise<Buffer> {
  const [owner] =
    await stack.sql`select id, session_version from identity.users where email = 'owner@bright-smile.example'`;
  const env = databaseEnv(stack.env);
  const token = await mintMemberToken({ userId: mintUserId(owner?.id), sessionVersion: owner?.session_version }, env);
  const response = await openSound(token, { path: soundPath(tenantId, id), range: null }, env);
  return Buffer.from(await response.arrayBuffer());
}

/** How loud each side is in each 20 ms of stereo µ-law. */
function envelope(sound: Buffer): [caller: number[], agent: number[]] {
  const loud = (byte: number) => {
    const code = ~byte & 0xff;
    return ((((code & 0x0f) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84;
  };
  const side = (channel: number) =>
    Array.from({ length: Math.floor(sound.length / 320) }, (_, frame) => {
      let sum = 0;
      for (let at = 0; at < 160; at += 1) sum += loud(sound[frame * 320 + at * 2 + channel] ?? 0xff);
      return sum / 160;
    });
  return [side(0), side(1)];
}

/** The carrier's own tape of the same call, PCM or µ-law as it wrote it. */
function tapeOf(file: string): [caller: number[], agent: number[]] {
  const wav = readFileSync(file);
  const format = wav.readUInt16LE(20);
  const data = wav.subarray(wav.indexOf('data') + 8);
  if (format === 7) return envelope(data);
  const side = (channel: number) =>
    Array.from({ length: Math.floor(data.length / 640) }, (_, frame) => {
      let sum = 0;
      for (let at = 0; at < 160; at += 1) sum += Math.abs(data.readInt16LE(frame * 640 + at * 4 + channel * 2));
      return sum / 160;
    });
  return [side(0), side(1)];
}

const isVoiced = (level: number | undefined) => (level ?? 0) > 300;

/** The share of the voiced frames of one that are voiced in the other, a frame early or late. */
function agreement(mine: number[], theirs: number[], shift: number): number {
  const voiced = mine.flatMap((level, frame) => (isVoiced(level) ? [frame] : []));
  const shared = voiced.filter((frame) => [-1, 0, 1].some((near) => isVoiced(theirs[frame + shift + near])));
  return voiced.length === 0 ? 1 : shared.length / voiced.length;
}

function bestShift(mine: number[], theirs: number[]): number {
  const shifts = Array.from({ length: Math.max(1, theirs.length) }, (_, shift) => shift);
  const distance = (shift: number) =>
    mine.reduce((sum, level, frame) => sum + Math.abs(level - (theirs[frame + shift] ?? 0)), 0);
  return shifts.reduce((best, shift) => (distance(shift) < distance(best) ? shift : best), 0);
}

describe('a recorded call', () => {
  it('has both sides, each where it was heard, as long as the call after the notice, and lies in storage', async () => {
    const call = await ring('+12025550961', [{ say: 'Are you open on Saturday?' }, { say: 'Where are you?' }]);
    const row = await until(async () => {
      const found = await call.find();
      return found?.state === 'stored' && found;
    }, 'the recording in storage');

    const wav = await soundOf(call);
    const [caller, agent] = envelope(wav.subarray(wavHeaderBytes));
    const [tapedCaller, tapedAgent] = tapeOf(call.summary.bothWav);
    const shift = bestShift(caller, tapedCaller);

    expect([wav.readUInt16LE(20), wav.readUInt16LE(22), wav.readUInt32LE(24)]).toEqual([7, 2, 8000]);
    expect(wav.length).toBe(Number(row.bytes));
    expect(row).toMatchObject({ consent: 'ask', path: `${call.tenantId}/${call.id}.wav`, declined_at: null });
    expect(row.notice).toContain(notice);
    expect(caller.filter(isVoiced).length).toBeGreaterThan(50);
    expect(agent.filter(isVoiced).length).toBeGreaterThan(50);
    expect(agreement(caller, tapedCaller, shift)).toBeGreaterThan(0.97);
    expect(agreement(agent, tapedAgent, shift)).toBeGreaterThan(0.95);
    expect(Math.abs(row.duration_ms - (call.summary.lengthMs - shift * 20))).toBeLessThan(100);
    expect(row.peaks.caller).toHaveLength(600);
    const kept = () => readdirSync(path.join(stack.dataDir, 'recordings', call.tenantId));
    await until(async () => kept().length === 0, 'the file on this machine to go');

    const events = await stack.sql`select kind, at from call_events where call_id = ${call.id} order by at`;
    expect(events.map(({ kind }) => kind)).toContain('recording_announced');
  }, 60_000);

  it('does not hold what the agent never got to say', async () => {
    await configure({ consent: 'notice', interruptible: 'after_notice' });
    const call = await ring(
      '+12025550962',
      [{ say: 'Are you open on Saturday?' }, { say: 'What are your opening hours?' }, { say: 'Stop, thank you.' }],
      6000,
    );
    const row = await until(async () => {
      const found = await call.find();
      return found?.state === 'stored' && found;
    }, 'the recording in storage');

    const [caller, agent] = envelope((await soundOf(call)).subarray(wavHeaderBytes));
    const [tapedCaller, tapedAgent] = tapeOf(call.summary.bothWav);
    const shift = bestShift(caller, tapedCaller);
    const cutMs = call.cleared.filter(({ atMs }) => atMs > shift * 20).reduce((sum, one) => sum + one.unplayedMs, 0);

    expect(cutMs).toBeGreaterThan(100);
    expect(agreement(agent, tapedAgent, shift)).toBeGreaterThan(0.95);
    expect(agreement(tapedAgent.slice(shift), agent, 0)).toBeGreaterThan(0.95);
    expect(Math.abs(row.duration_ms - (call.summary.lengthMs - shift * 20))).toBeLessThan(100);
  }, 90_000);

  it('is gone, and so are the caller’s words, once the caller pressed nine', async () => {
    await configure({ consent: 'ask' });
    const call = await ring('+12025550963', [
      { say: 'Are you open on Saturday?' },
      { keys: '9' },
      { say: 'Where are you?' },
    ]);
    const row = await until(call.find, 'the refusal');

    expect(row).toMatchObject({ state: 'discarded', consent: 'ask', path: null, peaks: null });
    expect(row.declined_at).not.toBeNull();
    const folder = path.join(stack.dataDir, 'recordings', call.tenantId);
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
    const turns = await stack.sql`select speaker, text from turns where call_id = ${call.id} and speaker = 'caller'`;
    expect(turns.length).toBeGreaterThan(0);
    expect(turns.every(({ text }) => text === '' || text === '[not stored]')).toBe(true);
    await expect(soundOf(call)).rejects.toMatchObject({ code: 'not_found' });
  }, 60_000);
});
