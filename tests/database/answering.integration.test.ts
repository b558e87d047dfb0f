import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { planCall } from '@/lib/agent/plan-call';
import { markAnswered, renewLease, renewLeases } from '@/lib/call/write';
import { linesOf } from '@/lib/plan/lines';
import { findPlanLines } from '@/lib/plan/read';
import { sha256 } from '@/lib/platform/crypto';
import { callDatabase } from '@/lib/platform/database';
import { mintCallsToken, mintCallToken } from '@/lib/platform/database-token';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import { startWorld, times, type World } from '../support/matrix-clients';
import { people, tenants } from '../support/matrix-world';

let world: World;

beforeAll(async () => {
  // The local API writes every refusal to the console.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  world = await startWorld();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await world.database.close();
});

describe('answering', () => {
  const answer = (to: string, sid: string, ticket = `ticket of ${sid}`) =>
    world.service.rpc('answer_call', { p_call_sid: sid, p_to: to, p_from: '+12025550177', p_ticket_hash: ticket });

  it('makes one call of fifty copies of a webhook', async () => {
    const { phone, id } = await world.openTenant(1);

    const answers = await times(50, () => answer(phone, 'CA-fifty'));

    const said = answers.map(({ data }) => data as { decision: string; callId: string; repeated: boolean });
    expect(new Set(said.map(({ decision }) => decision))).toEqual(new Set(['admit']));
    expect(new Set(said.map(({ callId }) => callId)).size).toBe(1);
    expect(said.filter(({ repeated }) => !repeated)).toHaveLength(1);
    const { count } = await world.service.from('calls').select('*', { count: 'exact', head: true }).eq('tenant_id', id);
    expect(count).toBe(1);
  });

  it('admits exactly as many calls as the tenant takes, however many ring at once', async () => {
    const { phone } = await world.openTenant(3);

    const answers = await times(20, (index) => answer(phone, `CA-cap-${phone}-${index}`));

    const decisions = answers.map(({ data }) => (data as { decision: string }).decision);
    expect(decisions.filter((decision) => decision === 'admit')).toHaveLength(3);
    expect(decisions.filter((decision) => decision === 'busy')).toHaveLength(17);
  });

  it.each([
    [10, 'solo', 3],
    [2, 'solo', 2],
    [15, 'trial', 10],
  ])('admits the smaller of %i calls that the owner allows and those of the plan %s', async (allowed, plan, most) => {
    const { phone, id } = await world.openTenant(allowed);
    await world.database.sql`insert into public.subscriptions (tenant_id, plan_id) values (${id}, ${plan})`;

    const answers = await times(20, (index) => answer(phone, `CA-plan-${phone}-${index}`));

    const decisions = answers.map(({ data }) => (data as { decision: string }).decision);
    expect(decisions.filter((decision) => decision === 'admit')).toHaveLength(most);
    expect(decisions.filter((decision) => decision === 'busy')).toHaveLength(20 - most);
  });

  it.each([
    [10, 'solo'],
    [2, 'solo'],
    [60, 'company'],
  ])(
    'lets in and turns away as the preview says, where the owner allows %i and has the plan %s',
    async (allowed, plan) => {
      const { phone, id, owner, config } = await world.openTenant(allowed);
      await world.database.sql`insert into public.subscriptions (tenant_id, plan_id) values (${id}, ${plan})`;
      const lines = await findPlanLines(owner, id);
      const most = linesOf(allowed, lines?.callsAtOnce ?? null);
      await world.database.sql`
      insert into public.calls (tenant_id, channel, status, lease_until)
      select ${id}, 'phone', 'live', now() + interval '1 hour' from generate_series(2, ${most})`;
      const said: string[] = [];
      const previewed: string[] = [];

      for (const liveCalls of [most - 1, most, most + 1]) {
        const { data } = await answer(phone, `CA-preview-${phone}-${liveCalls}`);
        said.push((data as { decision: string }).decision);
        const [first] = planCall({
          ...{ config, now: new Date(), callerNumber: '+12025550177', dialedNumber: phone, liveCalls },
          ...{ planLines: lines?.callsAtOnce ?? null, tenantStatus: 'active' },
        }).steps;
        previewed.push(first?.do === 'apologise' ? first.because : 'admit');
      }

      expect(said).toEqual(['admit', 'busy', 'busy']);
      expect(previewed).toEqual(said);
    },
  );

  it('knows no strange number, and no call without an id', async () => {
    const unknown = await answer('+12025550100', 'CA-unknown');
    const nameless = await answer('+12025550171', '');

    expect(unknown.data).toEqual({ decision: 'unknown_number' });
    expect(nameless.error?.code).toBe('PT400');
  });

  it('says paused before the first publish', async () => {
    const { phone, id } = await world.openTenant();
    await world.database.sql`update public.tenants set live_version = null where id = ${id}`;

    expect((await answer(phone, 'CA-paused')).data).toMatchObject({
      decision: 'paused',
      businessName: 'Corner Shop',
      fallbackNumber: null,
    });
  });

  it('lets a ticket be spent once by twenty who try together', async () => {
    const { phone } = await world.openTenant();
    await answer(phone, `CA-spend-${phone}`, 'hash of twenty');

    const spent = await times(20, () =>
      world.service.rpc('spend_call_ticket', { p_ticket_hash: 'hash of twenty', p_call_sid: `CA-spend-${phone}` }),
    );

    expect(spent.filter(({ data }) => data !== null)).toHaveLength(1);
    expect(spent.filter(({ error }) => error)).toEqual([]);
  });

  it('answers with the live version, the one before it, and what was said so far', async () => {
    const { phone, owner, id, config } = await world.openTenant();
    const newer = { ...config, voice: { ...config.voice, speed: 1.1 } };
    await owner.rpc('publish_agent', { p_tenant: id, p_config: newer, p_note: '', p_section_versions: {} });
    const { data: first } = await answer(phone, 'CA-history');
    const { callId } = first as { callId: string };
    const call = callDatabase(await mintCallToken(mintCallId(callId), world.api.env), world.api.env);
    const turn = { call_id: callId, tenant_id: id, speaker: 'agent', started_ms: 0, ended_ms: 9, final: true } as const;
    await call.from('turns').upsert({ ...turn, sequence: 1, text: 'Hel', final: false });
    await call.from('turns').upsert({ ...turn, sequence: 1, text: 'Hello' });
    await call.from('turns').upsert({ ...turn, sequence: 2, text: 'And', final: false });

    const { data: again } = await answer(phone, 'CA-history');

    expect(first).toMatchObject({
      decision: 'admit',
      repeated: false,
      versionNumber: 2,
      config: newer,
      previousConfig: config,
      platformDefaults: {},
      history: [],
      caller: null,
    });
    // What was heard to the moment of a break counts, also of a turn that nobody will finish.
    const said = ['Hello', 'And'].map((text) => ({ speaker: 'agent', text }));
    expect(again).toMatchObject({ callId, repeated: true, history: said });
  });

  it('ends a call once, when the carrier and the model end it together', async () => {
    const { phone } = await world.openTenant();
    const { data } = await answer(phone, `CA-finish-${phone}`);
    const call = callDatabase(
      await mintCallToken(mintCallId((data as { callId: string }).callId), world.api.env),
      world.api.env,
    );

    const ended = await times(8, () =>
      call.rpc('finish_call', {
        p_reason: 'caller_hung_up',
        p_outcome: 'answered',
        p_ended_at: new Date().toISOString(),
      }),
    );

    expect(ended.filter(({ data: first }) => first === true)).toHaveLength(1);
  });
});

it('a server that renews the lease takes back a call that was ended while nobody heard of it', async () => {
  const { phone, id } = await world.openTenant();
  const { data } = await world.service.rpc('answer_call', {
    p_call_sid: `CA-reaped-${phone}`,
    p_to: phone,
    p_from: null,
    p_ticket_hash: `reaped ${phone}`,
  });
  const call = { callId: mintCallId((data as { callId: string }).callId), tenantId: mintTenantId(id) };
  const own = callDatabase(await mintCallToken(call.callId, world.api.env), world.api.env);
  await markAnswered(own, call, new Date());
  await world.database.sql`update public.calls set lease_until = now() - interval '1 hour' where id = ${call.callId}`;
  const reaped = await world.service.rpc('reap_calls');
  const read = () => own.from('calls').select('status, outcome, end_reason, ended_at').single();
  const { data: between } = await read();

  await renewLease(own);

  expect(reaped.data).toContain(call.callId);
  expect(between).toMatchObject({ status: 'ended', end_reason: 'carrier_lost', outcome: 'failed' });
  expect((await read()).data).toEqual({ status: 'live', outcome: null, end_reason: null, ended_at: null });
});

it('leases a call for a minute of the database’s own time, and leaves a call that has ended as it is', async () => {
  const { phone } = await world.openTenant();
  const asked = { p_call_sid: `CA-leased-${phone}`, p_to: phone, p_from: null, p_ticket_hash: `leased ${phone}` };
  const { data } = await world.service.rpc('answer_call', asked);
  const callId = mintCallId((data as { callId: string }).callId);
  const own = callDatabase(await mintCallToken(callId, world.api.env), world.api.env);
  const secondsLeft = () =>
    world.database
      .sql`select extract(epoch from lease_until - now())::int as left from public.calls where id = ${callId}`;
  await world.database.sql`update public.calls set lease_until = now() where id = ${callId}`;

  await renewLease(own);
  const [renewed] = await secondsLeft();
  await world.database.sql`
    update public.calls set status = 'ended', ended_at = now(), end_reason = 'error', outcome = 'failed' where id = ${callId}`;
  await renewLease(own);
  const [ended] = await world.database.sql`select status from public.calls where id = ${callId}`;

  expect(renewed?.left).toBeGreaterThanOrEqual(57);
  expect(ended?.status).toBe('ended');
});

it('leases all calls that a token names, those alone, and waits for nobody who is changing one of them', async () => {
  const { sql } = world.database;
  const opened = await Promise.all(
    [0, 1, 2].map(async (index) => {
      const { phone } = await world.openTenant();
      const asked = {
        p_call_sid: `CA-joint-${phone}`,
        p_to: phone,
        p_from: null,
        p_ticket_hash: `joint ${index} ${phone}`,
      };
      const { data } = await world.service.rpc('answer_call', asked);
      return mintCallId((data as { callId: string }).callId);
    }),
  );
  await sql`update public.calls set lease_until = now() where id in ${sql(opened)}`;
  const [first, second, stranger] = opened;
  const token = await mintCallsToken([first, second] as typeof opened, world.api.env);
  const isHeld = async () =>
    (
      await sql`select id, lease_until > now() + interval '50 seconds' as held from public.calls where id in ${sql(opened)}`
    )
      .filter(({ held }) => held)
      .map(({ id }) => id);

  await sql.begin(async (busy) => {
    await busy`select from public.calls where id = ${first as string} for no key update`;
    await renewLeases(callDatabase(token, world.api.env));
    expect(await isHeld()).toEqual([second]);
  });
  await renewLeases(callDatabase(token, world.api.env));

  expect(new Set(await isHeld())).toEqual(new Set([first, second]));
  expect(await isHeld()).not.toContain(stranger);
});

it('ends what nobody holds while leases, words and other reapers come at once, and nobody waits for ever', async () => {
  const { phone, id } = await world.openTenant();
  const calls = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const asked = {
        p_call_sid: `CA-${index}-${phone}`,
        p_to: phone,
        p_from: null,
        p_ticket_hash: `${index} ${phone}`,
      };
      const { data } = await world.service.rpc('answer_call', asked);
      const callId = mintCallId((data as { callId: string }).callId);
      return { callId, own: callDatabase(await mintCallToken(callId, world.api.env), world.api.env) };
    }),
  );
  await world.database.sql`update public.calls set lease_until = now() - interval '1 hour' where tenant_id = ${id}`;
  const own = (sequence: number, callId: string) =>
    ({ call_id: callId, tenant_id: id, sequence, speaker: 'caller', started_ms: 0, ended_ms: 1 }) as const;

  const all = callDatabase(
    await mintCallsToken(
      calls.map(({ callId }) => callId),
      world.api.env,
    ),
    world.api.env,
  );
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_, index) => index).flatMap((index) => {
      const call = calls[index % calls.length];
      if (!call) return [];
      return [
        world.service.rpc('reap_calls'),
        call.own.rpc('renew_lease'),
        ...(index % 5 === 0 ? [all.rpc('renew_leases')] : []),
        call.own.from('turns').upsert(own(1 + (index % 5), call.callId), { onConflict: 'call_id,sequence' }),
      ];
    }),
  );

  expect(outcomes.flatMap(({ error }) => (error ? [error.code] : []))).toEqual([]);
});

describe('test calls, lists and mail', () => {
  it('opens three test calls to the draft and no fourth, also at once', async () => {
    const { id, owner } = await world.openTenant();

    const opened = await times(6, () => owner.rpc('open_browser_call', { p_tenant: id, p_sound: 'wide' }));
    const odd = await owner.rpc('open_browser_call', { p_tenant: id, p_sound: 'loud' });

    expect(opened.filter(({ error }) => !error)).toHaveLength(3);
    expect(new Set(opened.flatMap(({ error }) => (error ? [error.code] : [])))).toEqual(new Set(['PT429']));
    expect(odd.error?.code).toBe('PT400');
  });

  it('opens a test call with the draft as it stands, and its ticket is not in the database', async () => {
    const { id, owner } = await world.openTenant();
    await owner.rpc('save_draft_section', {
      p_tenant: id,
      p_section: 'voice',
      p_value: { voice: 'ash' },
      p_version: 0,
    });

    const { data } = await owner.rpc('open_browser_call', { p_tenant: id, p_sound: 'phone' });
    const { callId, ticket } = data as { callId: string; ticket: string };
    const { data: spent } = await world.service.rpc('spend_call_ticket', {
      p_ticket_hash: sha256(ticket),
      p_call_sid: null,
    });

    expect(spent).toMatchObject({ callId, browserSound: 'phone', config: { voice: { voice: 'ash' } }, history: [] });
    const [stored] = await world.database
      .sql`select count(*)::int as found from public.call_tickets where hash = ${ticket}`;
    expect(stored?.found).toBe(0);
  });

  it('lists tenants with figures for an admin', async () => {
    const { data } = await (await world.as(people.admin)).rpc('list_tenants');

    expect(data?.find(({ id }) => id === tenants.here)).toMatchObject({
      numbers: ['+12025550171'],
      status: 'active',
      call_seconds: 0,
    });
  });

  it('hands each mail to one worker, and gives up on what kills them all', async () => {
    await world.database.sql`delete from identity.mails`;
    const mail = { to_address: 'a@b.example', subject: 'Hi', body_text: 'Hi', body_html: 'Hi' };
    await world.service
      .schema('identity')
      .from('mails')
      .insert(Array.from({ length: 40 }, () => mail));

    const claimed = await times(8, () => world.service.rpc('claim_mails', { p_limit: 5, p_lease_seconds: 60 }));
    const ids = claimed.flatMap(({ data }) => (data ?? []).map(({ id }) => id));
    await world.database.sql`update identity.mails set attempts = 30, locked_until = now() - interval '1 second'`;
    const last = await world.service.rpc('claim_mails', { p_limit: 50, p_lease_seconds: 60 });
    await world.database.sql`update identity.mails set locked_until = now() - interval '1 second'`;
    const after = await world.service.rpc('claim_mails', { p_limit: 50, p_lease_seconds: 60 });
    const { count } = await world.service
      .schema('identity')
      .from('mails')
      .select('*', { count: 'exact', head: true })
      .eq('state', 'dead');

    expect(ids).toHaveLength(40);
    expect(new Set(ids).size).toBe(40);
    expect(last.data).toHaveLength(40);
    expect(after.data).toEqual([]);
    expect(count).toBe(40);
  });

  it('keeps the audit chain whole under events that come at once', async () => {
    await times(30, (index) =>
      world.service.rpc('write_audit', {
        p_event_type: 'matrix.parallel',
        p_severity: 'info',
        p_actor_kind: 'system',
        p_tenant: tenants.here,
        p_details: { index },
      }),
    );

    expect((await world.service.rpc('verify_audit', { p_tenant: tenants.here })).data).toEqual([]);
    const { count } = await world.service
      .from('audit_events')
      .select('*', { count: 'exact', head: true })
      .eq('event_type', 'matrix.parallel');
    expect(count).toBe(30);
  });
});
