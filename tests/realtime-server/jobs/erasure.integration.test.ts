import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eraseCaller } from '@/lib/caller/write';
import { systemClock } from '@/lib/platform/clock';
import { callDatabase, callStorage } from '@/lib/platform/database';
import { mintCallToken } from '@/lib/platform/database-token';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import { closeRecording, openRecording, removeSound, storeRecording, uploadSound } from '@/lib/recording/write';
import { startAfterCall } from '@/realtime-server/jobs/after-call';
import { startRecordingRetention } from '@/realtime-server/jobs/recordings-retention';
import { makeRecordKeeper } from '@/realtime-server/transcript/record-keeper';
import { openSpool } from '@/realtime-server/transcript/spool';
import { takeCall } from '../../support/ended-call';
import { makeFakeClock } from '../../support/fake-clock';
import { tablesWith } from '../../support/find-words';
import { startWorld, type World } from '../../support/matrix-clients';

const number = '+12025550147';
const name = 'Bartholomew Quist';
const words = 'Cassowary';
const mail = 'quist@cassowary-fan.example';
const settings = { atOnce: 4, everyMs: 20, leaseSeconds: 30, longestMs: 30_000, stopWithinMs: 5_000 };
const log = pino({ level: 'silent' });

let world: World;
let dataDir: string;

beforeAll(async () => {
  world = await startWorld();
  await world.database.sql`delete from public.jobs`;
  dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-erasure-'));
});
afterAll(async () => {
  await world.database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const asCall = async (callId: string) =>
  callDatabase(await mintCallToken(mintCallId(callId), world.api.env), world.api.env);

const storageOf = async (callId: string) =>
  callStorage(await mintCallToken(mintCallId(callId), world.api.env), world.api.env);

async function drainJobs(): Promise<void> {
  const { database, api, service } = world;
  const jobs = startAfterCall({ service, database: api.env, dataDir, model: null, settings, clock: systemClock, log });
  for (;;) {
    const [row] = await database.sql`
      select count(*)::integer as n from public.jobs where kind = 'summarize_call' and state in ('queued', 'running')`;
    if (row?.n === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await jobs.stop();
}

/** Tables that can hold somebody's words about a call, as the catalogue says: whoever adds one must plant in it here. */
async function tablesOfWords(): Promise<string[]> {
  const rows = await world.database.sql<{ name: string }[]>`
    select distinct format('public.%I', c.relname) as name
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute words on words.attrelid = c.oid and words.atttypid in ('text'::regtype, 'jsonb'::regtype)
      and words.attnum > 0 and not words.attisdropped and words.attgenerated = ''
    join pg_attribute about on about.attrelid = c.oid and about.attnum > 0 and not about.attisdropped
      and about.attname in ('call_id', 'caller_id', 'caller_number', 'e164', 'phone_number', 'number', 'from_number')
    where c.relkind = 'r'`;
  return rows.map((row) => row.name).sort();
}

/** They hold nothing that a caller has said: figures, digests, identifiers, our own notice, a business's own number. */
const wordless = new Set([
  'public.agent_versions',
  'public.call_tickets',
  'public.erasures',
  'public.knowledge_chunks',
  'public.knowledge_pages',
  // A member's own telephone, and the codes sent to it: no caller's.
  'public.member_phones',
  'public.phone_codes',
  'public.phone_numbers',
  'public.recordings',
  // By law: who wants no texts must stay known by number, or they would be texted again.
  'public.text_opt_outs',
  'public.usage_ledger',
  'public.voicemails',
]);

type Tenant = Awaited<ReturnType<World['openTenant']>>;

/** The caller's number, name and words in everything that a call can leave behind. */
async function leaveTraces({ id, phone, owner }: Tenant): Promise<string> {
  const { sql } = world.database;
  const callId = await takeCall(world, {
    ...{ phone, from: number, name, message: `About the ${words}` },
    says: [
      `My name is ${name}. It is about the ${words}. I prefer mornings.`,
      `A ${words}. Somebody will call you back.`,
    ],
  });
  const db = await asCall(callId);
  await sql`insert into public.knowledge_gaps (tenant_id, normalized, question, asked_count)
    values (${id}, ${words}, ${`Do you treat a ${words}?`}, 1)`;
  await sql`insert into public.knowledge_gap_calls (gap_id, call_id, tenant_id, second)
    select id, ${callId}, tenant_id, 3 from public.knowledge_gaps where tenant_id = ${id}`;
  await sql`insert into public.transfers (call_id, tenant_id, tool_call_id, label, mode, summary)
    values (${callId}, ${id}, 't', 'Sales', 'announced', ${`${name} asks for a ${words}`})`;
  await sql`insert into public.call_commands (id, call_id, tenant_id, kind, text)
    values (gen_random_uuid(), ${callId}, ${id}, 'note', ${`Tell ${name} the ${words} is here`})`;
  await sql`insert into public.texts (tenant_id, call_id, direction, from_number, to_number, body, status)
    values (${id}, ${callId}, 'outbound', ${phone}, ${number}, ${`Your ${words}`}, 'sent'),
      (${id}, null, 'inbound', ${number}, ${phone}, ${`My ${words}`}, 'received')`;
  await sql`insert into public.appointments (tenant_id, call_id, reference, calendar_id, calendar_name, service_id,
      service_name, starts_at, ends_at, blocked_until, time_zone, caller_number, caller_name, caller_email, note)
    values (${id}, ${callId}, 'AB234', 'front', 'Front', 'check', 'Check', now() + interval '1 day', now() + interval '25 hours',
      now() + interval '25 hours', 'UTC', ${number}, ${name}, ${mail}, ${words})`;
  await sql`select private.add_inbox_item(${id}, null, 'text', 'a text', ${`Text from ${number}`}, ${words}, false, ${number})`;
  await sql`select private.add_inbox_item(${id}, ${callId}, 'notice', 'a notice', ${name}, ${words})`;
  await sql`insert into identity.mails (to_address, subject, body_text, body_html, state)
    values (${mail}, 'Your appointment', 'Hello', 'Hello', 'queued'),
      ('owner@corner.example', 'A message', ${`${name} about the ${words}`}, '', 'sent'),
      ('owner@corner.example', 'A call', ${`Ring ${number} about the ${words}`}, '', 'queued')`;
  await openRecording(db, {
    ...{ consent: 'notice', notice: 'This call is recorded.', offsetMs: 0, startedAt: new Date().toISOString() },
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  await uploadSound(await storageOf(callId), `${id}/${callId}.wav`, new Blob([`RIFF ${words}`], { type: 'audio/wav' }));
  await storeRecording(db, { bytes: 14, durationMs: 1_000, peaks: { caller: [1], agent: [1] } });
  await drainJobs();
  const { data: caller } = await owner.from('callers').select('id').like('e164', number).single();
  const note = { p_name: name, p_note: `Loves the ${words}` };
  await owner.rpc('save_caller', { p_tenant: id, p_caller: caller?.id ?? '', ...note });
  return callId;
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter((file) => statSync(file).isFile());
}

it('an erased caller is found in no row of any table, in no file, and not by the record that a crash left', async () => {
  const tenant = await world.openTenant();
  const { sql } = world.database;
  const callId = await leaveTraces(tenant);
  const planted = new Set([...(await tablesWith(sql, words)), ...(await tablesWith(sql, number))]);
  expect((await tablesOfWords()).filter((table) => !planted.has(table) && !wordless.has(table))).toEqual([]);

  const { data: caller } = await tenant.owner.from('callers').select('id').like('e164', number).single();
  await eraseCaller(tenant.owner, mintTenantId(tenant.id), caller?.id ?? '');

  // A record that the disk of a dead server still had, and the sweepers.
  const spool = openSpool(path.join(dataDir, 'spool'), callId);
  const said = {
    sequence: 3,
    speaker: 'caller' as const,
    text: `Late ${words}`,
    unheardText: '',
    startedMs: 1,
    endedMs: 2,
  };
  await spool.append({ is: 'opened', callId, tenantId: tenant.id, late: null });
  await spool.append({ is: 'turn', turn: { ...said, interrupted: false, final: true, gapMs: null, detail: null } });
  const databases = { service: world.service, callDb: (id: string) => lazily(id), callsDb: () => world.service };
  const callDbs = new Map([[callId, await asCall(callId)]]);
  function lazily(id: string) {
    const db = callDbs.get(id);
    if (!db) throw new Error('Only the erased call has a record.');
    return db;
  }
  await makeRecordKeeper({ dataDir, databases, clock: systemClock, log }).recover();
  await sweepRecordings(callId);
  await drainJobs();

  for (const trace of [words, 'Quist', 'Bartholomew', number, mail]) {
    expect(await tablesWith(sql, trace), trace).toEqual([]);
  }
  const [sound] = await sql`select count(*)::int as n from storage.objects where name like ${`%${callId}%`}`;
  expect(sound?.n).toBe(0);
  const left = filesUnder(dataDir).filter((file) => file.includes(callId) || readFileSync(file).includes(words));
  expect(left).toEqual([]);
}, 60_000);

/** One round, with the keeper that the server has. */
async function sweepRecordings(callId: string): Promise<void> {
  const [db, storage] = [await asCall(callId), await storageOf(callId)];
  const swept = Promise.withResolvers<void>();
  const clock = makeFakeClock(new Date());
  const sweeper = startRecordingRetention({
    clock,
    log,
    keeper: {
      async expired(now, limit) {
        const { data } = await world.service
          .from('recordings')
          .select('call_id, tenant_id')
          .eq('state', 'stored')
          .lte('expires_at', now.toISOString())
          .limit(limit);
        return (data ?? []).map((row) => ({ callId: row.call_id, tenantId: row.tenant_id }));
      },
      async lost() {
        swept.resolve();
        return [];
      },
      removeUpload: (_, at) => removeSound(storage, at),
      close: (_, state) => closeRecording(db, state),
    },
  });
  clock.advance(60_000);
  await swept.promise;
  await sweeper.stop();
}
