import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { listClipReports, readClipWork } from '@/lib/clip/read';
import { saveClipReports } from '@/lib/clip/write';
import { systemClock } from '@/lib/platform/clock';
import { mintTenantId } from '@/lib/platform/ids';
import { noteJobUsage } from '@/lib/usage/write';
import { makeJobStore } from '@/realtime-server/jobs/after-call';
import { makeNoteCosts } from '@/realtime-server/jobs/costs';
import { makeMakeClips, type SpeakClip } from '@/realtime-server/jobs/make-clips';
import { startJobs } from '@/realtime-server/jobs/runner';
import { makeConfig } from '../../support/make-config';
import { startWorld, type World } from '../../support/matrix-clients';
import { callers, owners, tenants } from '../../support/matrix-world';

const settings = { atOnce: 1, everyMs: 20, leaseSeconds: 30, longestMs: 30_000, stopWithinMs: 5_000 };
const log = pino({ level: 'silent' });
const wrong = 'Hello, this is Bright Smile. How may I help?';
const greeting = 'Hello {caller_name}, this is {business}.';

/** A try of a greeting, as the voice model accounts for it. */
const spoken = {
  kind: 'clip',
  model: 'gpt-realtime-2.1',
  raw: { input_tokens: 100, output_tokens: 50, output_token_details: { text_tokens: 10, audio_tokens: 40 } },
} as const;
const each = 100 * 4 + 10 * 24 + 40 * 64;

let world: World;
let lastVersion = 1;
/** Whose names were spoken. */
const named: string[] = [];

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  await world.database.sql`delete from public.jobs where kind = 'make_clips'`;
});

async function publish(text: string): Promise<number> {
  const { sql } = world.database;
  const config = makeConfig({ greeting: { text }, identity: { businessName: 'Bright Smile' } });
  lastVersion += 1;
  await sql`insert into public.agent_versions (tenant_id, number, config, author_id)
    values (${tenants.here}, ${lastVersion}, ${sql.json(config)}, ${owners.here})`;
  await sql`update public.tenants set live_version = ${lastVersion} where id = ${tenants.here}`;
  return lastVersion;
}

/** Does every waiting job with this voice; gives what it was asked to say, in order. */
async function speakAll(
  voice: (text: string) => string | null,
  costing: (text: string) => string[] = () => [],
): Promise<string[]> {
  const asked: string[] = [];
  named.length = 0;
  const speak: SpeakClip = async ({ text, format, of, paid }) => {
    asked.push(text);
    for (const providerId of costing(text)) paid({ ...spoken, providerId });
    if (of) named.push(of.callerId);
    const name = `${Buffer.from(text).toString('hex').slice(0, 60).padEnd(10, '0')}.${format}`;
    const said = voice(text);
    if (said === null) return { name, state: 'away' };
    return said === text ? { name, state: 'ready' } : { name, state: 'failed', said };
  };
  const noteCosts = makeNoteCosts({ note: noteJobUsage, clock: systemClock, log });
  const handlers = { make_clips: makeMakeClips({ read: readClipWork, save: saveClipReports, speak, noteCosts }) };
  const store = makeJobStore({ service: world.service, database: world.api.env });
  const jobs = startJobs({ store, handlers, settings, clock: systemClock, log });
  for (;;) {
    const [row] = await world.database.sql`
      select count(*)::integer as n from public.jobs where kind = 'make_clips' and state = 'running' or
        (kind = 'make_clips' and state = 'queued' and attempts = 0)`;
    if (row?.n === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await jobs.stop();
  return asked;
}

const reports = (version: number) => listClipReports(world.service, mintTenantId(tenants.here), version);

it('speaks every greeting of a version that was just published, then the lines of our own', async () => {
  const version = await publish('Good {time_of_day}, this is {business}.');

  const asked = await speakAll((text) => text);

  expect(asked).toEqual([
    'Good morning, this is Bright Smile.',
    'Good afternoon, this is Bright Smile.',
    'Good evening, this is Bright Smile.',
    expect.stringContaining("I'm sorry"),
    'One moment, please.',
    'Let me check that for you.',
  ]);
  expect(await reports(version)).toMatchObject([{ state: 'ready' }, { state: 'ready' }, { state: 'ready' }]);
});

it('tells the owner what the voice said instead of the greeting', async () => {
  const version = await publish(greeting);

  await speakAll((text) => (text.startsWith('Hello') ? wrong : text));

  expect(await reports(version)).toEqual([{ words: 'Hello, this is Bright Smile.', state: 'failed', said: wrong }]);
});

it('tries again later when there is no voice, and says nothing of the words', async () => {
  const version = await publish(greeting);

  await speakAll(() => null);

  const [job] = await world.database.sql`select state, attempts from public.jobs where kind = 'make_clips'`;
  expect(job).toEqual({ state: 'queued', attempts: 1 });
  expect(await reports(version)).toEqual([]);
});

it('speaks a caller’s name once it is known, and once only', async () => {
  await publish(greeting);
  await speakAll((text) => text);
  const { sql } = world.database;
  const learn = (name: string) =>
    sql`update public.callers set display_name = ${name} where tenant_id = ${tenants.here}`;

  await learn('Quillon Marsh');
  const asked = await speakAll((text) => text);
  const whose = [...named];
  await learn('Quillon Marsh');
  const again = await speakAll((text) => text);

  expect(asked).toEqual(['Hello Quillon, this is Bright Smile.']);
  expect(whose).toEqual([callers.here]);
  expect(again).toEqual([]);
});

it('asks for no names where the greeting has no place for one', async () => {
  await publish('Hello.');
  await speakAll((text) => text);
  await world.database.sql`update public.callers set display_name = 'Ada' where tenant_id = ${tenants.here}`;

  expect(await speakAll((text) => text)).toEqual([]);
});

it('keeps the reports of the live version alone', async () => {
  const version = await publish('Hello.');
  await speakAll((text) => text);

  const { sql } = world.database;
  const [row] = await sql`select count(*)::integer as n from public.greeting_clips
    where tenant_id = ${tenants.here} and version_number <> ${version}`;
  expect(row).toEqual({ n: 0 });
});

it('puts every try that was paid for into the tenant’s ledger, once, and tries that came to nothing too', async () => {
  const { sql } = world.database;
  await publish(greeting);
  await speakAll(
    (text) => (text.startsWith('Hello') ? wrong : text),
    (text) => (text.startsWith('Hello') ? ['resp_a', 'resp_b', 'resp_c', 'resp_a'] : []),
  );

  const rows = await sql`select call_id, kind, provider_id, micro_dollars::int as micro, priced_by::text as by
    from public.usage_ledger where tenant_id = ${tenants.here} and kind = 'clip' order by provider_id`;
  const [day] = await sql`select micro_dollars::int as micro from public.usage_daily
    where tenant_id = ${tenants.here} and day = (now() at time zone 'UTC')::date`;
  const one = { call_id: null, kind: 'clip', micro: each, by: '2026-07-01' };
  expect([...rows]).toEqual(['resp_a', 'resp_b', 'resp_c'].map((provider_id) => ({ ...one, provider_id })));
  expect(day?.micro).toBeGreaterThanOrEqual(3 * each);
});
