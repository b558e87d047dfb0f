import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileAgent } from '@/lib/agent/compile-agent';
import { spokenName } from '@/lib/agent/returning-caller';
import { admissionSchema } from '@/lib/contracts/admission';
import { agentConfigSchema } from '@/lib/contracts/agent-config';
import { systemClock } from '@/lib/platform/clock';
import { startAfterCall } from '@/realtime-server/jobs/after-call';
import type { SpeakClip } from '@/realtime-server/jobs/make-clips';
import { takeCall } from '../../support/ended-call';
import { tablesWith } from '../../support/find-words';
import { makeCallContext } from '../../support/make-config';
import { startWorld, type World } from '../../support/matrix-clients';

const settings = { atOnce: 4, everyMs: 20, leaseSeconds: 30, longestMs: 30_000, stopWithinMs: 500 };
const number = '+12025550193';
const canary = 'zebrafinch';
const name = 'Quillon Marsh';

let world: World;
let dataDir: string;
const lines: string[] = [];

beforeAll(async () => {
  world = await startWorld();
  await world.database.sql`delete from public.jobs`;
  dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-after-call-'));
});
afterAll(async () => {
  await world.database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Does everything that is due, as the realtime server does. */
async function drainJobs(speak?: SpeakClip): Promise<void> {
  const { database, api, service } = world;
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const common = { service, database: api.env, dataDir, model: null, clock: systemClock, log };
  const jobs = startAfterCall({ ...common, settings, speak });
  for (;;) {
    const [row] = await database.sql`
      select count(*)::integer as n from public.jobs where kind = 'summarize_call' and state in ('queued', 'running')`;
    if (row?.n === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await jobs.stop();
}

async function admitted(phone: string) {
  const { data } = await world.service.rpc('answer_call', {
    p_call_sid: `CA-next-${phone}`,
    p_to: phone,
    p_from: number,
    p_ticket_hash: `next ${phone}`,
  });
  const admission = admissionSchema.parse(data);
  if (admission.decision !== 'admit') throw new Error('The call was not admitted.');
  const { caller, config } = admission;
  const { instructions } = compileAgent(
    agentConfigSchema.parse(config),
    makeCallContext({ caller, callerName: spokenName(caller), callerNumber: number }),
  );
  return { caller, instructions };
}

const says = [
  `My name is ${name}. Do you treat a ${canary}? I prefer mornings.`,
  'I am not sure. Somebody will call you back.',
  `Tell them it is about the ${canary}.`,
];

describe('after a call', () => {
  it('there is a summary, something to do and a memory, and the next call knows no more than is harmless', async () => {
    const { phone, owner, id } = await world.openTenant();
    const callId = await takeCall(world, { phone, from: number, says });
    await drainJobs();

    const { data: call } = await owner.from('calls').select('title, call_summaries(content)').eq('id', callId).single();
    const { data: items } = await owner.from('inbox_items').select('kind, title, read_at').eq('tenant_id', id);
    const { data: memories } = await owner.from('caller_memories').select('kind, text').order('kind');
    const next = await admitted(phone);

    expect(call?.title).toBe(`Do you treat a ${canary}?`);
    expect(call?.call_summaries).toMatchObject({
      content: {
        outcome: 'needs_you',
        facts: [{ kind: 'name', value: name, sequence: 1, atMs: expect.any(Number) }],
      },
    });
    expect(items).toEqual([{ kind: 'follow_up', title: expect.stringContaining(canary), read_at: null }]);
    expect(memories).toEqual([
      { kind: 'reason', text: `Do you treat a ${canary}?` },
      { kind: 'promise', text: 'Somebody will call you back.' },
      { kind: 'preference', text: 'Prefers mornings' },
    ]);
    expect(next.caller).toMatchObject({ name, calls: 1, openPromises: 1, preferences: ['Prefers mornings'] });
    expect(next.instructions).toContain('This number has called before: once. This is not verified');
    expect(next.instructions).not.toMatch(new RegExp(`${canary}|Marsh`));
  });

  it('there is a summary while all greetings of that moment are still being spoken', async () => {
    const { phone, owner } = await world.openTenant();
    await world.database.sql`
      insert into public.jobs (tenant_id, kind, payload, dedupe_key)
      select tenants.id, 'make_clips', '{}', 'slow ' || n from public.tenants, generate_series(1, ${settings.atOnce}) n`;
    const callId = await takeCall(world, { phone, from: number, says });

    let speaking = 0;
    await drainJobs(() => {
      speaking += 1;
      return new Promise(() => undefined);
    });
    const { data: call } = await owner.from('calls').select('title').eq('id', callId).single();

    expect(speaking).toBeGreaterThan(0);
    expect(call?.title).toBe(`Do you treat a ${canary}?`);
    await world.database.sql`delete from public.jobs where kind = 'make_clips'`;
  });

  it('a canary of one tenant is nowhere in another: not told, not stored, not in jobs, not in logs', async () => {
    const [here, there] = [await world.openTenant(), await world.openTenant()];
    await takeCall(world, { phone: here.phone, from: number, says, message: `About the ${canary}`, name });
    await takeCall(world, { phone: there.phone, from: number, says: ['When do you open?', 'At nine.'] });
    await drainJobs();

    const elsewhere = await admitted(there.phone);
    const { data: seen } = await there.owner.from('callers').select('tenant_id, display_name');
    const { data: searched } = await there.owner.from('turns').select('text').like('text', `%${canary}%`);

    expect(elsewhere.instructions).not.toMatch(new RegExp(`${canary}|Quillon`));
    expect(elsewhere.caller).toMatchObject({ name: '', calls: 1, preferences: [] });
    expect(seen).toEqual([{ tenant_id: there.id, display_name: '' }]);
    expect(searched).toEqual([]);
    expect(await tablesWith(world.database.sql, canary, there.id)).toEqual([]);
    expect(await tablesWith(world.database.sql, canary, here.id)).not.toContain('public.jobs');
    expect(lines.join('')).not.toContain(canary);
  });
});

describe('erasing a caller', () => {
  it('leaves nothing of them to find in the whole database, late words included, and says that it was done', async () => {
    const [mine, other] = ['+12025550147', '+12025550148'];
    const { phone, owner, id } = await world.openTenant();
    const words = 'Cassowary';
    const callId = await takeCall(world, {
      phone,
      from: mine,
      says: [`My name is Bartholomew Quist. It is about the ${words}.`, `A ${words}, I see. I will pass that on.`],
      message: `About the ${words}`,
      name: 'Bartholomew Quist',
    });
    await takeCall(world, { phone, from: other, says: ['When do you open?', 'At nine.'] });
    await drainJobs();
    const { data: caller } = await owner.from('callers').select('id').like('e164', mine).single();
    await owner.rpc('save_caller', {
      p_tenant: id,
      p_caller: caller?.id ?? '',
      p_name: 'Barty Quist',
      p_note: `Loves the ${words}`,
    });
    expect((await tablesWith(world.database.sql, words)).length).toBeGreaterThan(5);

    const { error } = await owner.rpc('erase_caller', { p_tenant: id, p_caller: caller?.id ?? '' });
    const late = { call_id: callId, tenant_id: id, speaker: 'caller' as const, started_ms: 0, ended_ms: 1 };
    await world.service.from('turns').upsert({ ...late, sequence: 9, text: `Late ${words}`, detail: { words } });
    await world.service
      .from('messages')
      .insert({ call_id: callId, tenant_id: id, tool_call_id: 'late', caller_name: 'Barty', message: words });
    await world.database.sql`insert into public.jobs (tenant_id, kind, payload)
      values (${id}, 'summarize_call', ${world.database.sql.json({ callId })})`;
    await drainJobs();

    expect(error).toBeNull();
    for (const trace of [words, 'Quist', 'Bart', mine]) expect(await tablesWith(world.database.sql, trace)).toEqual([]);
    const { data: erasures } = await owner.from('erasures').select('caller_id, call_ids');
    const { data: events } = await owner.from('audit_events').select('event_type').eq('event_type', 'caller.erased');
    const { data: left } = await owner.from('callers').select('e164');
    expect(erasures).toEqual([{ caller_id: caller?.id, call_ids: [callId] }]);
    expect(events).toHaveLength(1);
    expect(left).toEqual([{ e164: other }]);
  });
});

describe('the inbox', () => {
  it('says who handled what, and takes it back', async () => {
    const { phone, owner, id } = await world.openTenant();
    await takeCall(world, { phone, from: number, says: ['Hello?', 'Hello.'], message: 'Ring me' });
    const { data: item } = await owner.from('inbox_items').select('id, kind').single();
    const mark = (p_as: string) => owner.rpc('mark_inbox', { p_tenant: id, p_items: [item?.id ?? ''], p_as });
    const read = async () =>
      (await owner.from('inbox_items').select('read_at, handled_at, handled_by_name').single()).data;

    expect([(await mark('handled')).data, (await mark('handled')).data]).toEqual([1, 0]);
    expect(await read()).toEqual({
      read_at: expect.any(String),
      handled_at: expect.any(String),
      handled_by_name: expect.stringContaining('@new.example'),
    });
    await mark('open');
    await mark('unread');

    expect(await read()).toEqual({ read_at: null, handled_at: null, handled_by_name: '' });
    expect((await mark('burnt')).error?.code).toBe('PT400');
  });
});
