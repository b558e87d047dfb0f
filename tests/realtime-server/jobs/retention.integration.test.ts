import { mkdir, mkdtemp, readdir, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyRetention } from '@/lib/job/write';
import { callStorage } from '@/lib/platform/database';
import { mintJobToken } from '@/lib/platform/database-token';
import { mintTenantId } from '@/lib/platform/ids';
import { makeApplyRetention } from '@/realtime-server/jobs/retention';
import { sweepSpool } from '@/realtime-server/jobs/sweep-spool';
import { takeCall } from '../../support/ended-call';
import { makeFakeClock } from '../../support/fake-clock';
import { startWorld, type World } from '../../support/matrix-clients';

const dayMs = 24 * 60 * 60 * 1_000;
let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.database.close());

/** One clearing-up of a tenant at a moment of our choosing, under a job's token. */
async function clearUp(tenantId: string, at: Date): Promise<void> {
  const [job] = await world.database.sql<{ id: string; lease: string }[]>`
    insert into public.jobs (tenant_id, kind, state, attempts, lease, locked_until)
    values (${tenantId}, 'apply_retention', 'running', 1, gen_random_uuid(), now() + interval '1 minute')
    returning id, lease`;
  const { env } = world.api;
  const db = callStorage(await mintJobToken({ jobId: job?.id ?? '', lease: job?.lease ?? '' }, env), env);
  const handler = makeApplyRetention({ apply: applyRetention, clock: makeFakeClock(at) });
  await handler({
    id: job?.id ?? '',
    tenantId: mintTenantId(tenantId),
    payload: {},
    db,
    isLastAttempt: false,
    signal: new AbortController().signal,
  });
}

it('words go to the millisecond when their days are over, here alone, and what happened stays', async () => {
  const [here, there] = [await world.openTenant(), await world.openTenant()];
  const config = { ...here.config, privacy: { ...here.config.privacy, transcriptDays: 30 } };
  await here.owner.rpc('publish_agent', { p_tenant: here.id, p_config: config, p_note: '', p_section_versions: {} });
  const says = ['Do you open late?', 'Until six.'];
  const callId = await takeCall(world, { phone: here.phone, from: '+12025550161', says, message: 'Ring me' });
  await takeCall(world, { phone: there.phone, from: '+12025550161', says });
  const read = async () => {
    const { data } = await here.owner
      .from('calls')
      .select('ended_at, outcome, words_removed_at, turns(text), messages(message)')
      .eq('id', callId)
      .single();
    return data;
  };
  const endedAt = new Date((await read())?.ended_at ?? '').getTime();

  await clearUp(here.id, new Date(endedAt + 30 * dayMs - 1));
  expect((await read())?.turns).toEqual([{ text: says[0] }, { text: says[1] }]);
  await clearUp(here.id, new Date(endedAt + 30 * dayMs));

  expect(await read()).toMatchObject({
    outcome: 'answered',
    words_removed_at: expect.any(String),
    turns: [{ text: '' }, { text: '' }],
    messages: [],
  });
  const { data: theirs } = await there.owner.from('turns').select('text').order('sequence');
  expect(theirs?.map(({ text }) => text)).toEqual(says);
});

it('an unreadable record stays for a day, and one that is still on its way stays until it has arrived', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'foyer-spool-'));
  await mkdir(folder, { recursive: true });
  const now = new Date('2026-11-21T12:00:00Z');
  const aged = async (name: string, ageMs: number) => {
    const file = path.join(folder, name);
    await writeFile(file, 'x');
    await utimes(file, now, new Date(now.getTime() - ageMs));
  };
  await aged('old.jsonl.unreadable', dayMs);
  await aged('young.jsonl.unreadable', dayMs - 1_000);
  await aged('waiting.jsonl', 3 * dayMs);

  expect(await sweepSpool(folder, now)).toBe(1);
  expect((await readdir(folder)).sort()).toEqual(['waiting.jsonl', 'young.jsonl.unreadable']);
  expect(await sweepSpool(path.join(folder, 'nothing'), now)).toBe(0);
});
