import type { Sql, TransactionSql } from 'postgres';

/** Three businesses, everybody who may come near them, and one row of every table for each. */
export type Home = 'here' | 'elsewhere' | 'suspended';

const id = (block: string, number: number) => `${block}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const tenants: Record<Home, string> = {
  here: id('aaaaaaaa', 1),
  elsewhere: id('bbbbbbbb', 1),
  suspended: id('cccccccc', 1),
};
export const calls: Record<Home, string> = {
  here: id('aaaaaaaa', 100),
  elsewhere: id('bbbbbbbb', 100),
  suspended: id('cccccccc', 100),
};
export const secondCall = id('aaaaaaaa', 101);
const absentId = id('dddddddd', 1);
export const absent = absentId;
export const jobs: Record<Home, string> = {
  here: id('aaaaaaaa', 200),
  elsewhere: id('bbbbbbbb', 200),
  suspended: id('cccccccc', 200),
};
export const callers: Record<Home, string> = {
  here: id('aaaaaaaa', 300),
  elsewhere: id('bbbbbbbb', 300),
  suspended: id('cccccccc', 300),
};
export const memories: Record<Home, string> = {
  here: id('aaaaaaaa', 301),
  elsewhere: id('bbbbbbbb', 301),
  suspended: id('cccccccc', 301),
};
export const sources: Record<Home, string> = {
  here: id('aaaaaaaa', 500),
  elsewhere: id('bbbbbbbb', 500),
  suspended: id('cccccccc', 500),
};
export const gaps: Record<Home, string> = {
  here: id('aaaaaaaa', 510),
  elsewhere: id('bbbbbbbb', 510),
  suspended: id('cccccccc', 510),
};
export const appointments: Record<Home, string> = {
  here: id('aaaaaaaa', 600),
  elsewhere: id('bbbbbbbb', 600),
  suspended: id('cccccccc', 600),
};
export const cancelled: Record<Home, string> = {
  here: id('aaaaaaaa', 601),
  elsewhere: id('bbbbbbbb', 601),
  suspended: id('cccccccc', 601),
};
const lease = id('eeeeeeee', 400);

export const people = {
  viewer: id('aaaaaaaa', 11),
  staff: id('aaaaaaaa', 12),
  manager: id('aaaaaaaa', 13),
  owner: id('aaaaaaaa', 14),
  ownerElsewhere: id('bbbbbbbb', 14),
  ownerSuspended: id('cccccccc', 14),
  signedOut: id('aaaaaaaa', 15),
  admin: id('eeeeeeee', 1),
  otherAdmin: id('eeeeeeee', 2),
  stranger: id('eeeeeeee', 3),
} as const;

export type Person = keyof typeof people;

export const owners: Record<Home, string> = {
  here: people.owner,
  elsewhere: people.ownerElsewhere,
  suspended: people.ownerSuspended,
};

export type Claims = {
  role: 'anon' | 'authenticated' | 'call_agent' | 'job_worker' | 'service_role';
  [claim: string]: unknown;
};
export type Actor = { name: string; claims: Claims; home: Home; rank: number; call?: string; job?: Home };

function person(name: string, who: Person, home: Home, rank: number, sessionVersion = 2): Actor {
  return { name, home, rank, claims: { role: 'authenticated', sub: people[who], session_version: sessionVersion } };
}

function call(name: string, callId: string): Actor {
  return { name, home: 'here', rank: 0, call: callId, claims: { role: 'call_agent', call_id: callId } };
}

function job(name: string, home: Home, lease: string): Actor {
  return { name, home, rank: 0, job: home, claims: { role: 'job_worker', job_id: jobs[home], lease } };
}

/** `rank` is the membership in `home`: 1 viewer to 4 owner. A session that was ended has none left. */
export const actors: Actor[] = [
  { name: 'anon', home: 'here', rank: 0, claims: { role: 'anon' } },
  person('viewer', 'viewer', 'here', 1),
  person('staff', 'staff', 'here', 2),
  person('manager', 'manager', 'here', 3),
  person('owner', 'owner', 'here', 4),
  person("other tenant's owner", 'ownerElsewhere', 'elsewhere', 4),
  person("suspended tenant's owner", 'ownerSuspended', 'suspended', 4),
  person('ended session of an owner', 'signedOut', 'here', 0, 1),
  person('member of nothing', 'stranger', 'here', 0),
  person('platform admin', 'admin', 'here', 0),
  call('the call itself', calls.here),
  call('another call of the tenant', secondCall),
  call("another tenant's call", calls.elsewhere),
  job('a job of the tenant', 'here', lease),
  job("another tenant's job", 'elsewhere', lease),
  { ...job('a job that lost its lease', 'here', absentId), job: undefined },
];

export async function buildWorld(sql: Sql | TransactionSql): Promise<void> {
  const email = (who: string) => `${who.toLowerCase()}@matrix.example`;
  for (const [who, userId] of Object.entries(people)) {
    await sql`insert into identity.users (id, email, name, session_version) values (${userId}, ${email(who)}, ${who}, 2)`;
  }
  await sql`insert into public.platform_admins (user_id) values (${people.admin}), (${people.otherAdmin})`;

  for (const home of ['here', 'elsewhere', 'suspended'] as const) await buildTenant(sql, home);
  const roles = { viewer: 'viewer', staff: 'staff', manager: 'manager', signedOut: 'owner' } as const;
  for (const [who, role] of Object.entries(roles)) {
    const userId = people[who as keyof typeof roles];
    await sql`insert into public.members (tenant_id, user_id, role) values (${tenants.here}, ${userId}, ${role})`;
  }
  await sql`insert into public.calls (id, tenant_id, channel) values (${secondCall}, ${tenants.here}, 'phone')`;
  await sql`update public.tenants set status = 'suspended' where id = ${tenants.suspended}`;
}

async function buildTenant(sql: Sql | TransactionSql, home: Home): Promise<void> {
  const [tenant, callId, owner] = [tenants[home], calls[home], owners[home]];
  const order = Object.keys(tenants).indexOf(home) + 1;
  const phone = `+1202555017${order}`;

  await sql`insert into public.tenants (id, slug, name) values (${tenant}, ${`matrix-${home}`}, ${home})`;
  await sql`insert into public.members (tenant_id, user_id, role) values (${tenant}, ${owner}, 'owner')`;
  await sql`insert into public.member_phones (tenant_id, user_id, e164, country, verified_at)
    values (${tenant}, ${owner}, ${`+1202555034${order}`}, 'US', now())`;
  await sql`insert into public.phone_codes (tenant_id, user_id, e164, from_number, code_hash, asked_at)
    values (${tenant}, ${owner}, ${`+1202555034${order}`}, ${phone}, 'matrix', now() - interval '1 minute')`;
  await sql`insert into public.agent_drafts (tenant_id, updated_by) values (${tenant}, ${owner})`;
  await sql`insert into public.agent_versions (tenant_id, number, config, author_id) values (${tenant}, 1, '{}', ${owner})`;
  await sql`update public.tenants set live_version = 1 where id = ${tenant}`;
  const [number] =
    await sql`insert into public.phone_numbers (tenant_id, e164) values (${tenant}, ${phone}) returning id`;
  await sql`insert into public.calls
      (id, tenant_id, phone_number_id, channel, carrier_call_sid, version_number, started_by, caller_number)
    values (${callId}, ${tenant}, ${number?.id}, 'phone', ${`CA-${home}`}, 1, ${owner}, ${`+1202555033${order}`})`;
  await sql`insert into public.spam_marks (call_id, tenant_id, reason) values (${callId}, ${tenant}, 'silent')`;
  await sql`insert into public.call_commands (id, call_id, tenant_id, kind) values (gen_random_uuid(), ${callId}, ${tenant}, 'end')`;
  await sql`insert into public.turns (call_id, tenant_id, sequence, speaker, started_ms, ended_ms)
    values (${callId}, ${tenant}, ${order}, 'caller', 0, 10)`;
  await sql`insert into public.call_events (call_id, tenant_id, kind) values (${callId}, ${tenant}, 'matrix')`;
  await sql`insert into public.call_tickets (hash, call_id, tenant_id, expires_at)
    values (${`ticket-${home}`}, ${callId}, ${tenant}, now() + interval '1 hour')`;
  await sql`insert into public.messages (tenant_id, call_id, tool_call_id, caller_name, message)
    values (${tenant}, ${callId}, 'tool', 'Ann', 'Call me')`;
  await sql`insert into public.usage_ledger (call_id, tenant_id, kind, provider_id, model, raw, micro_dollars, priced_by, at)
    values (${callId}, ${tenant}, 'carrier_minutes', 'line', 'line', '{"minutes": 2}', 17000, '2026-07-01', now())`;
  await sql`insert into public.recordings (call_id, tenant_id, state, consent, notice, started_at, offset_ms, expires_at)
    values (${callId}, ${tenant}, 'pending', 'notice', 'Recorded.', now(), 0, now() + interval '30 days')`;
  await sql`insert into public.voicemails (id, tenant_id, call_id, message_id, account_sid, recording_sid, seconds)
    select gen_random_uuid(), tenant_id, call_id, id, 'AC1', 'RE1', 12 from public.messages where call_id = ${callId} limit 1`;
  await sql`insert into public.transfers (call_id, tenant_id, tool_call_id, label, mode, status)
    values (${callId}, ${tenant}, 'call_1', 'Dana', 'announced', 'declined')`;
  await sql`insert into public.jobs (id, tenant_id, kind, payload, state, attempts, lease, locked_until)
    values (${jobs[home]}, ${tenant}, 'summarize_call', ${sql.json({ callId })}, 'running', 1, ${lease}, now() + interval '1 hour')`;
  await sql`insert into public.call_summaries (call_id, tenant_id, content, written_by) values (${callId}, ${tenant}, '{}', 'rule')`;
  await sql`insert into public.callers (id, tenant_id, e164, first_call_at, last_call_at, call_count)
    values (${callers[home]}, ${tenant}, '+12025550190', now(), now(), 1)`;
  await sql`insert into public.caller_memories (id, caller_id, tenant_id, call_id, kind, text)
    values (${memories[home]}, ${callers[home]}, ${tenant}, ${callId}, 'reason', 'A tooth')`;
  await sql`insert into public.erasures (tenant_id, caller_id, call_ids, erased_by) values (${tenant}, ${absent}, '{}', ${owner})`;
  await buildAppointments(sql, home);
  await buildKnowledge(sql, home);
  await sql`insert into public.texts (tenant_id, call_id, direction, from_number, to_number, body, status)
    values (${tenant}, ${callId}, 'outbound', ${phone}, '+12025550190', 'Our address', 'sent')`;
  await sql`insert into public.text_opt_outs (tenant_id, number, keyword) values (${tenant}, '+12025550190', 'stop')`;
  await sql`insert into public.subscriptions (tenant_id, plan_id, set_by) values (${tenant}, 'team', ${owner})`;
  await sql`insert into public.connection_secrets (tenant_id, tool, header, origin, sealed)
    values (${tenant}, 'find_order', 'authorization', 'https://api.example.com', ${`v1.0123abcd.${'A'.repeat(16)}.${'B'.repeat(40)}`})`;
  await sql`insert into public.greeting_clips (tenant_id, version_number, name, words, state)
    values (${tenant}, 1, '0123456789.pcmu_8k', 'Hello.', 'ready')`;
  await sql`select public.write_audit('matrix.made', 'info', 'system', ${tenant})`;

  await sql`insert into identity.accounts (provider, provider_account_id, user_id) values ('google', ${home}, ${owner})`;
  await sql`insert into identity.tokens (hash, user_id, purpose, expires_at)
    values (${`token-${home}`}, ${owner}, 'reset', now() + interval '1 hour')`;
  await sql`insert into identity.sessions (user_id, session_version) values (${owner}, 2)`;
  await sql`insert into identity.mails (to_address, subject, body_text, body_html)
    values (${`owner@${home}.example`}, 'Hello', 'Hello', 'Hello')`;
}

async function buildAppointments(sql: Sql | TransactionSql, home: Home): Promise<void> {
  await sql`insert into public.appointments (
      id, tenant_id, reference, status, ended_at, calendar_id, calendar_name, service_id, service_name,
      starts_at, ends_at, blocked_until, time_zone, call_id, tool_call_id
    )
    select made.id::uuid, ${tenants[home]}, made.reference, made.status::public.appointment_status, made.ended_at::timestamptz,
      case made.status when 'booked' then 'main' else 'other' end, 'Main', 'cleaning', 'Cleaning', '2097-01-01T10:00:00Z', '2097-01-01T10:30:00Z', '2097-01-01T10:30:00Z',
      'UTC', ${calls[home]}, made.reference
    from (values (${appointments[home]}, 'KM742', 'booked', null), (${cancelled[home]}, 'KM743', 'cancelled', '2026-11-21'))
      as made (id, reference, status, ended_at)`;
}

async function buildKnowledge(sql: Sql | TransactionSql, home: Home): Promise<void> {
  const tenant = tenants[home];
  await sql`insert into public.knowledge_sources (id, tenant_id, kind, title, content, state)
    values (${sources[home]}, ${tenant}, 'text', 'Prices', 'A crown is $900.', 'ready')`;
  const [page] = await sql`insert into public.knowledge_pages (source_id, tenant_id, number, state)
    values (${sources[home]}, ${tenant}, 1, 'read') returning id`;
  await sql`insert into public.knowledge_chunks (page_id, source_id, tenant_id, number, line, topic, body)
    values (${page?.id}, ${sources[home]}, ${tenant}, 1, 1, 'Prices', 'A crown is $900.')`;
  await sql`insert into public.knowledge_gaps (id, tenant_id, normalized, question)
    values (${gaps[home]}, ${tenant}, 'implant', 'Do you do implants?')`;
  await sql`insert into public.knowledge_gap_calls (gap_id, call_id, tenant_id, second)
    values (${gaps[home]}, ${calls[home]}, ${tenant}, 12)`;
}
