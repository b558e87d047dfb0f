import { isDeepStrictEqual } from 'node:util';
import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CostSplit, costOf } from '@/lib/billing/cost';
import { admissionSchema } from '@/lib/contracts/admission';
import { agentConfigSchema, sections } from '@/lib/contracts/agent-config';
import { appointmentStatuses } from '@/lib/contracts/booking';
import {
  callChannelSchema,
  callOutcomeSchema,
  callStatusSchema,
  endReasonSchema,
  turnSchema,
} from '@/lib/contracts/call';
import { clipStates } from '@/lib/contracts/clip';
import { commandKinds, commandResults } from '@/lib/contracts/command';
import { inboxKinds } from '@/lib/contracts/inbox';
import { jobStates } from '@/lib/contracts/job';
import { knowledgeGapStatuses, knowledgeKinds, knowledgePageStates, knowledgeStates } from '@/lib/contracts/knowledge';
import { memberRoles } from '@/lib/contracts/member';
import { memoryKinds } from '@/lib/contracts/memory';
import { phoneSchema } from '@/lib/contracts/phone';
import { recordingStates, voicemailStates } from '@/lib/contracts/recording';
import { spamReasons } from '@/lib/contracts/spam';
import { textDirections, textStatuses } from '@/lib/contracts/texting';
import { takeMessageInputSchema } from '@/lib/contracts/tool';
import { type UsageEntry, usageKinds } from '@/lib/contracts/usage';
import type { Db } from '@/lib/platform/database';
import { serviceDatabase } from '@/lib/platform/service-database';
import { startDatabase, type TestDatabase } from '../support/database';
import { readSeed } from '../support/sql';

type DemoUsage = Omit<UsageEntry, 'at'> & {
  at: string;
  microDollars: number;
  audio: number;
  text: number;
  cached: number;
  pricedBy: string;
};

let database: TestDatabase;
let service: Db;

beforeAll(async () => {
  database = await startDatabase({ from: 'demo' });
  service = serviceDatabase((await database.api()).source);
});
afterAll(() => database.close());

describe('rows of a fresh database parse with the contracts', () => {
  it('every version, and every draft', async () => {
    const { data: versions } = await service.from('agent_versions').select('config');
    const { data: drafts } = await service.from('agent_drafts').select(sections.join(',') as '*');

    expect(versions?.length).toBe(5);
    expect(drafts?.length).toBe(2);
    for (const { config } of versions ?? []) expect(agentConfigSchema.safeParse(config).error).toBeUndefined();
    for (const draft of drafts ?? []) expect(agentConfigSchema.safeParse(draft).error).toBeUndefined();
  });

  it('every turn and every call', async () => {
    const { data: turns } = await service.from('turns').select('*').limit(1000);
    const { data: calls } = await service.from('calls').select('*');

    expect(turns?.length).toBeGreaterThan(300);
    for (const turn of turns ?? []) {
      const { unheard_text: unheardText, started_ms: startedMs, ended_ms: endedMs } = turn;
      expect(turnSchema.safeParse({ ...turn, unheardText, startedMs, endedMs }).error).toBeUndefined();
      if (turn.speaker === 'tool') {
        const { arguments: given } = turn.detail as { arguments: unknown };
        expect(takeMessageInputSchema.safeParse(given).error).toBeUndefined();
      }
    }
    for (const call of calls ?? []) {
      callChannelSchema.parse(call.channel);
      callStatusSchema.parse(call.status);
      callOutcomeSchema.parse(call.outcome);
      endReasonSchema.parse(call.end_reason);
    }
  });

  it('what a webhook and a ticket are answered', async () => {
    const ask = { p_call_sid: 'CA-contract', p_to: '+12025550101', p_from: null, p_ticket_hash: 'contract' };
    const { data: admitted } = await service.rpc('answer_call', ask);
    const { data: unknown } = await service.rpc('answer_call', { ...ask, p_to: '+12025550100' });
    const { data: spent } = await service.rpc('spend_call_ticket', {
      p_ticket_hash: 'contract',
      p_call_sid: 'CA-contract',
    });
    await database.sql`update public.tenants set status = 'suspended' where slug = 'rapid-rooter'`;
    const { data: refused } = await service.rpc('answer_call', {
      ...ask,
      p_call_sid: 'CA-refused',
      p_to: '+12025550102',
    });
    await database.sql`update public.tenants set status = 'active' where slug = 'rapid-rooter'`;

    for (const answer of [admitted, unknown, spent, refused])
      expect(admissionSchema.safeParse(answer).error).toBeUndefined();
    expect(refused).toMatchObject({ decision: 'suspended', fallbackNumber: '+12025550182' });
  });

  it('the words of the enums are those of the contracts', async () => {
    const rows = await database.sql<{ name: string; words: string[] }[]>`
      select t.typname::text as name, array_agg(e.enumlabel::text order by e.enumsortorder) as words
      from pg_enum e join pg_type t on t.oid = e.enumtypid where t.typnamespace = 'public'::regnamespace group by 1`;
    const words = Object.fromEntries(rows.map((row) => [row.name, row.words]));

    expect(words).toEqual({
      member_role: [...memberRoles],
      tenant_status: ['active', 'suspended'],
      call_channel: callChannelSchema.options,
      call_status: callStatusSchema.options,
      call_outcome: callOutcomeSchema.options,
      turn_speaker: turnSchema.shape.speaker.options,
      usage_kind: [...usageKinds],
      recording_state: [...recordingStates],
      voicemail_state: [...voicemailStates],
      job_state: [...jobStates],
      clip_state: [...clipStates],
      memory_kind: [...memoryKinds],
      inbox_kind: [...inboxKinds],
      command_kind: [...commandKinds],
      command_result: [...commandResults],
      spam_reason: [...spamReasons],
      text_direction: [...textDirections],
      text_status: [...textStatuses],
      appointment_status: [...appointmentStatuses],
      knowledge_kind: [...knowledgeKinds],
      knowledge_state: [...knowledgeStates],
      knowledge_page_state: [...knowledgePageStates],
      knowledge_gap_status: [...knowledgeGapStatuses],
    });
  });
});

const partsOf = (split: CostSplit | undefined) => [split?.audio, split?.text, split?.cached];

describe('the demo', () => {
  it('has a ledger that costs what its own figures say at our prices', async () => {
    const rows = await database.sql<DemoUsage[]>`
      select kind, provider_id as "providerId", model, raw, at::text as "at", micro_dollars::int as "microDollars",
        audio_micro_dollars::int as audio, text_micro_dollars::int as text, cached_micro_dollars::int as cached,
        priced_by::text as "pricedBy"
      from public.usage_ledger`;

    const wrong = rows.filter(({ microDollars, audio, text, cached, pricedBy, ...entry }) => {
      const cost = costOf(entry);
      const isWhole = entry.kind !== 'response' || isDeepStrictEqual([audio, text, cached], partsOf(cost?.split));
      return !isWhole || !isDeepStrictEqual([cost?.microDollars, cost?.pricedBy], [microDollars, pricedBy]);
    });

    expect(wrong).toEqual([]);
    // Summaries by a model and embeddings need a key, which a demo has not.
    const needsNoKey = usageKinds.filter((kind) => kind !== 'summary' && kind !== 'embedding');
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(needsNoKey));
    expect(rows.length).toBeGreaterThan(300);
  });

  it('has two receptionists that are not alike', async () => {
    const rows = await database.sql<{ slug: string; config: unknown }[]>`
      select slug, config from public.tenants join public.agent_versions on tenant_id = id and number = live_version order by slug`;
    const [dental, plumbing] = rows.map(({ config }) => agentConfigSchema.parse(config));

    expect(dental?.voice.voice).not.toBe(plumbing?.voice.voice);
    for (const section of ['identity', 'greeting', 'personality', 'hours', 'knowledge'] as const) {
      expect(dental?.[section]).not.toEqual(plumbing?.[section]);
    }
    for (const config of [dental, plumbing]) expect(config?.knowledge.answers.length).toBeGreaterThanOrEqual(12);
  });

  it('lets its people in with the password that start prints', async () => {
    const people = await database.sql<{ email: string; password_hash: string }[]>`
      select email, password_hash from identity.users where email_verified_at is not null order by email`;

    expect(people.map(({ email }) => email)).toEqual([
      'admin@foyer.example',
      ...['bright-smile', 'rapid-rooter']
        .flatMap((slug) => ['manager', 'owner', 'staff', 'viewer'].map((role) => `${role}@${slug}.example`))
        .sort(),
    ]);
    for (const { password_hash } of people) expect(await verify(password_hash, 'foyer-demo-2026')).toBe(true);
  });

  it('has calls of the last thirty days, none of them yet to come, with an interrupted, a refused and a failed one', async () => {
    const rows = await database.sql<
      { slug: string; calls: number; soonest: boolean; oldest: boolean; outcomes: string[]; cut: number }[]
    >`
      select slug, count(*)::int as calls, max(started_at) < now() as soonest,
        min(started_at) > now() - interval '31 days' as oldest, array_agg(distinct outcome::text) as outcomes,
        (select count(*) from public.turns t where t.tenant_id = tenants.id and interrupted and unheard_text <> '')::int as cut
      from public.tenants join public.calls on tenant_id = tenants.id and not is_test
      where carrier_call_sid not like 'CA-%' group by tenants.id, slug order by slug`;

    for (const { calls, soonest, oldest, outcomes, cut } of rows) {
      expect([soonest, oldest]).toEqual([true, true]);
      expect(calls).toBeGreaterThanOrEqual(25);
      expect(calls).toBeLessThanOrEqual(40);
      expect(outcomes).toEqual(expect.arrayContaining(['answered', 'failed', 'message_taken', 'refused']));
      expect(cut).toBeGreaterThan(0);
    }
    expect(rows).toHaveLength(2);
  });

  it('uses numbers that nobody has', async () => {
    const rows = await database.sql<{ phone: string }[]>`
      select caller_number as phone from public.calls where caller_number is not null
      union select e164 from public.phone_numbers
      union select config #>> '{routing,fallbackNumber}' from public.agent_versions
      union select callback_number from public.messages`;

    for (const { phone } of rows) expect(phoneSchema.parse(phone)).toMatch(/^\+1\d{3}55501\d{2}$/);
  });

  it('is the same after a second helping', async () => {
    const count = async () => {
      const [row] = await database.sql`select (select count(*) from public.calls) + (select count(*) from public.turns)
        + (select count(*) from public.usage_ledger) + (select count(*) from identity.users) + (select count(*) from public.audit_events) as total`;
      return row?.total;
    };
    const before = await count();

    await database.sql.begin((sql) => sql.unsafe(readSeed()));

    expect(await count()).toBe(before);
  });
});
