import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { costOf } from '@/lib/billing/cost';
import { carrierLine } from '@/lib/billing/prices';
import type { UsageEntry } from '@/lib/contracts/usage';
import { readCallUse } from '@/lib/limits/read';
import { callDatabase, callStorage, type Db, memberDatabase } from '@/lib/platform/database';
import { mintCallToken, mintJobToken, mintMemberToken } from '@/lib/platform/database-token';
import { type CallId, mintCallId, mintTenantId, mintUserId } from '@/lib/platform/ids';
import { serviceDatabase } from '@/lib/platform/service-database';
import { readPaidByTenant, readUsageByNumber, readUsageDays, readUsageOfCall } from '@/lib/usage/read';
import { sumUsage } from '@/lib/usage/usage';
import { noteJobUsage, type PricedApart, saveUsage, saveUsageApart } from '@/lib/usage/write';
import { startDatabase, type TestApi, type TestDatabase } from '@/tests/support/database';

const ours = mintTenantId('11111111-0000-4000-8000-000000000001');
const theirs = mintTenantId('22222222-0000-4000-8000-000000000001');
const manager = mintUserId('aaaaaaaa-0000-4000-8000-000000000001');
const viewer = mintUserId('aaaaaaaa-0000-4000-8000-000000000002');
const admin = mintUserId('aaaaaaaa-0000-4000-8000-000000000003');
const callIds = [1, 2, 3].map((place) => mintCallId(`cccccccc-0000-4000-8000-00000000000${place}`));
const [late, test, foreign] = callIds as [CallId, CallId, CallId];
const jobIds = { ours: 'eeeeeeee-0000-4000-8000-000000000001', theirs: 'eeeeeeee-0000-4000-8000-000000000002' };
const jobLease = 'eeeeeeee-0000-4000-8000-00000000000f';
const span = { from: new Date('2026-11-01T05:00:00Z'), until: new Date('2026-12-01T05:00:00Z') };
const timeZone = 'America/New_York';

let database: TestDatabase;
let api: TestApi;

const asMember = async (userId: typeof manager) =>
  memberDatabase(await mintMemberToken({ userId, sessionVersion: 1 }, api.env), api.env);
const asCall = async (callId: CallId): Promise<Db> => callDatabase(await mintCallToken(callId, api.env), api.env);

const asJob = async (jobId = jobIds.ours, lease = jobLease): Promise<Db> =>
  callStorage(() => mintJobToken({ jobId, lease }, api.env), api.env);

const priced = (entry: UsageEntry) => ({ ...entry, cost: costOf(entry) });
const answerAt = (at: string, providerId = 'resp_1'): UsageEntry => ({
  ...{ kind: 'response', providerId, model: 'gpt-realtime-2.1', at },
  raw: {
    input_tokens: 150,
    output_tokens: 30,
    input_token_details: {
      text_tokens: 100,
      audio_tokens: 50,
      cached_tokens: 64,
      cached_tokens_details: { text_tokens: 64, audio_tokens: 0 },
    },
    output_token_details: { text_tokens: 10, audio_tokens: 20 },
  },
});
const answerCost = { audio: 50 * 32 + 20 * 64, text: 36 * 4 + 10 * 24, cached: 26 };
const nothing = {
  ...{ transcription: 0, carrier: 0, clips: 0, texts: 0, summaries: 0, embeddings: 0 },
  ...{ testMicroDollars: 0, apartMicroDollars: 0, unpriced: 0 },
};
const answerSum = answerCost.audio + answerCost.text + answerCost.cached;

beforeAll(async () => {
  // The local API writes every refusal to the console.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  database = await startDatabase({ from: 'migrated' });
  api = await database.api();
  const { sql } = database;
  await sql`insert into identity.users (id, email) values (${manager}, 'ada@acme.example'), (${viewer}, 'vic@acme.example'),
    (${admin}, 'adm@foyer.example')`;
  await sql`insert into public.platform_admins (user_id) values (${admin})`;
  await sql`insert into public.tenants (id, slug, name) values (${ours}, 'acme', 'Acme'), (${theirs}, 'zenith', 'Zenith')`;
  await sql`insert into public.members (tenant_id, user_id, role)
    values (${ours}, ${manager}, 'manager'), (${ours}, ${viewer}, 'viewer')`;
  await sql`
    insert into public.calls (id, tenant_id, channel, is_test, dialed_number, status, started_at, answered_at)
    values (${late}, ${ours}, 'phone', false, '+12025550101', 'live', '2026-11-11 04:59:00+00', '2026-11-11 04:59:01+00'),
      (${test}, ${ours}, 'browser', true, null, 'live', '2026-11-11 15:00:00+00', '2026-11-11 15:00:01+00'),
      (${foreign}, ${theirs}, 'phone', false, '+12025550102', 'live', '2026-11-11 15:00:00+00', '2026-11-11 15:00:01+00')`;

  const jobs = Object.entries({ [jobIds.ours]: ours, [jobIds.theirs]: theirs });
  for (const [id, tenantId] of jobs) {
    await sql`insert into public.jobs (id, tenant_id, kind, state, attempts, lease, locked_until)
      values (${id}, ${tenantId}, 'summarize_call', 'running', 1, ${jobLease}, now() + interval '1 hour')`;
  }

  // The call begins a minute before midnight in New York, and its last answer is given after it.
  const line = { kind: 'carrier_minutes', providerId: 'line', model: carrierLine } as const;
  const words = { kind: 'transcription', providerId: 'item_1', model: 'gpt-transcribe' } as const;
  await saveUsage(await asCall(late), { callId: late, tenantId: ours }, [
    priced(answerAt('2026-11-11T04:59:30.000Z')),
    priced(answerAt('2026-11-11T05:00:30.000Z', 'resp_2')),
    priced({ ...answerAt('2026-11-11T05:00:40.000Z', 'resp_3'), model: 'gpt-of-tomorrow' }),
    priced({ ...words, raw: { type: 'duration', seconds: 2 }, at: '2026-11-11T05:00:20.000Z' }),
    priced({ ...line, raw: { minutes: 2 }, at: '2026-11-11T05:01:01.000Z' }),
  ]);
  await saveUsage(await asCall(test), { callId: test, tenantId: ours }, [priced(answerAt('2026-11-11T15:00:30.000Z'))]);
  await saveUsage(await asCall(foreign), { callId: foreign, tenantId: theirs }, [
    priced(answerAt('2026-11-11T15:00:30.000Z')),
  ]);
  await sql`update public.calls set status = 'ended', outcome = 'answered', ended_at = answered_at + interval '90 seconds'`;
});
afterAll(async () => {
  vi.restoreAllMocks();
  await database.close();
});

it('writes an entry once, at the price that it had first', async () => {
  const own = { callId: late, tenantId: ours };
  const again = { ...priced(answerAt('2026-11-20T00:00:00.000Z')), cost: null };

  await saveUsage(await asCall(late), own, [again, again]);

  const rows = await database.sql`select micro_dollars::int as micro, priced_by::text as by from public.usage_ledger
    where call_id = ${late} and provider_id = 'resp_1'`;
  expect([...rows]).toEqual([{ micro: answerSum, by: '2026-07-01' }]);
});

it('is never changed, not even by our own services', async () => {
  const service = serviceDatabase(api.source);

  const changed = await service.from('usage_ledger').update({ micro_dollars: 1 }).eq('call_id', late);

  expect(changed.error?.code).toBe('42501');
});

it('takes nothing for a call that is not the token’s own', async () => {
  const forged = saveUsage(await asCall(late), { callId: foreign, tenantId: theirs }, [
    priced(answerAt('2026-11-11T15:00:30.000Z', 'resp_forged')),
  ]);

  await expect(forged).rejects.toMatchObject({ code: 'forbidden' });
});

it('counts the days of the tenant’s own zone, test calls by their cost alone', async () => {
  const days = await readUsageDays(await asMember(manager), ours, { ...span, timeZone });

  expect(days).toEqual([
    { ...nothing, day: '2026-11-10', calls: 1, seconds: 90, microDollars: answerSum, ...answerCost },
    {
      ...nothing,
      day: '2026-11-11',
      calls: 0,
      seconds: 0,
      microDollars: 2 * answerSum + 150 + 17_000,
      audio: 2 * answerCost.audio,
      text: 2 * answerCost.text,
      cached: 2 * answerCost.cached,
      transcription: 150,
      carrier: 17_000,
      testMicroDollars: answerSum,
      unpriced: 1,
    },
  ]);
});

it('gives the same sum by day, by number and by call', async () => {
  const db = await asMember(manager);

  const { microDollars } = sumUsage(await readUsageDays(db, ours, { ...span, timeZone }));
  const numbers = await readUsageByNumber(db, ours, span);
  const parts = (await Promise.all([late, test].map((callId) => readUsageOfCall(db, ours, callId)))).flat();

  expect(numbers).toEqual([
    {
      number: '+12025550101',
      isTest: false,
      isApart: false,
      calls: 1,
      seconds: 90,
      microDollars: 2 * answerSum + 150 + 17_000,
    },
    { number: null, isTest: true, isApart: false, calls: 1, seconds: 90, microDollars: answerSum },
  ]);
  for (const all of [numbers, parts]) {
    expect(all.reduce((sum, part) => sum + part.microDollars, 0)).toBe(microDollars);
  }
});

it('shows nothing of it to those below a manager, nor to another tenant’s', async () => {
  const below = await asMember(viewer);
  const other = await asMember(manager);

  expect(await readUsageDays(below, ours, { ...span, timeZone })).toEqual([]);
  expect(await readUsageByNumber(below, ours, span)).toEqual([]);
  expect(await readUsageOfCall(below, ours, late)).toEqual([]);
  expect(await readUsageDays(other, theirs, { ...span, timeZone })).toEqual([]);
  expect(await readUsageOfCall(other, theirs, foreign)).toEqual([]);
});

describe('what belongs to no call', () => {
  const december = { from: new Date('2026-12-01T05:00:00Z'), until: new Date('2027-01-01T05:00:00Z') };
  const at = '2026-12-04T17:00:00.000Z';
  const line = '+12025550101';
  const read = { prompt_tokens: 1000, completion_tokens: 100 };
  const entries = (of = '', callId: string | null = late): PricedApart[] => {
    const { model, raw } = answerAt(at);
    return [
      priced({ kind: 'clip', providerId: `clip${of}`, model, raw, at }),
      { ...priced({ kind: 'text', providerId: `text${of}`, model: 'sms-inbound-us', raw: { segments: 2 }, at }), line },
      { ...priced({ kind: 'summary', providerId: `sum${of}`, model: 'gpt-4.1-mini', raw: read, at }), callId },
      priced({ kind: 'embedding', providerId: `vec${of}`, model: 'text-embedding-3-small', raw: read, at }),
    ];
  };
  const costs = { clips: answerSum, texts: 16_600, summaries: 400 + 160, embeddings: 20 };
  const whole = Object.values(costs).reduce((sum, cost) => sum + cost, 0);
  const apart = whole - costs.summaries;

  it('comes from a job, once each, and is the same sum by day, by number, and for limits', async () => {
    const noted = [await noteJobUsage(await asJob(), entries()), await noteJobUsage(await asJob(), entries())];

    const db = await asMember(manager);
    const days = await readUsageDays(db, ours, { ...december, timeZone });
    const numbers = await readUsageByNumber(db, ours, december);
    const [daily] = await database.sql`select micro_dollars::int as micro from public.usage_daily
      where tenant_id = ${ours} and day = '2026-12-04'`;
    const none = { calls: 0, seconds: 0, audio: 0, text: 0, cached: 0 };
    expect(noted).toEqual([4, 0]);
    expect(days).toEqual([
      { ...nothing, ...none, day: '2026-12-04', microDollars: whole, ...costs, apartMicroDollars: apart },
    ]);
    expect(numbers).toEqual([
      { number: line, isTest: false, isApart: false, calls: 0, seconds: 0, microDollars: 16_600 + costs.summaries },
      { number: null, isTest: false, isApart: true, calls: 0, seconds: 0, microDollars: answerSum + costs.embeddings },
    ]);
    expect(daily).toEqual({ micro: whole });
  });

  it('may come from the portal, too, once each', async () => {
    const service = serviceDatabase(api.source);
    const { model, raw } = answerAt(at);
    const sample = priced({ kind: 'clip', providerId: 'sample', model, raw, at: '2027-02-01T12:00:00.000Z' });
    await saveUsageApart(service, theirs, sample);
    await saveUsageApart(service, theirs, sample);

    const rows = await database.sql`select tenant_id, call_id, micro_dollars::int as micro from public.usage_ledger
      where provider_id = 'sample'`;
    expect([...rows]).toEqual([{ tenant_id: theirs, call_id: null, micro: answerSum }]);
  });

  it('is part of what its call cost where there is one, and of what the platform paid for the business', async () => {
    const parts = await readUsageOfCall(await asMember(manager), ours, late);
    const paid = await readPaidByTenant(await asMember(admin), december);

    expect(parts.find(({ kind }) => kind === 'summary')).toMatchObject({ entries: 1, microDollars: costs.summaries });
    expect(paid).toEqual([{ tenantId: ours, microDollars: whole, unpriced: 0 }]);
  });

  it('is counted beside calls that are not billed, which stay out with all that they caused', async () => {
    await database.sql`insert into public.spam_marks (call_id, tenant_id, reason) values (${late}, ${ours}, 'recorded')`;

    const days = await readUsageDays(await asMember(manager), ours, { ...december, timeZone });
    await database.sql`delete from public.spam_marks`;

    expect(days).toMatchObject([{ microDollars: apart, summaries: 0, apartMicroDollars: apart }]);
  });

  it('is owed by a job that lost its lease meanwhile, and lands with the tenant of the job alone', async () => {
    const lost = await noteJobUsage(await asJob(jobIds.ours, jobIds.ours), entries(' lost'));
    const foreignCall = await noteJobUsage(await asJob(jobIds.theirs), entries(' theirs', late));

    const rows =
      await database.sql`select tenant_id, call_id from public.usage_ledger where provider_id like 'sum %' order by 1`;
    expect([lost, foreignCall]).toEqual([4, 4]);
    expect([...rows]).toEqual([
      { tenant_id: ours, call_id: late },
      { tenant_id: theirs, call_id: null },
    ]);
  });

  it('is taken off no call that counts itself while it runs', async () => {
    const { calls } = (await readCallUse(await asCall(late), [late])) ?? {};

    expect(calls).toMatchObject({ [late]: { microDollars: 2 * answerSum + 150 + 17_000 } });
  });
});
