import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toolDefinitions } from '@/lib/agent/tool-definitions';
import { bookingSchema } from '@/lib/contracts/booking';
import { routingSchema } from '@/lib/contracts/routing';
import { textingSchema } from '@/lib/contracts/texting';
import { addDays, localTime, weekdayOf } from '@/lib/hours/local-time';
import { systemClock } from '@/lib/platform/clock';
import { callDatabase } from '@/lib/platform/database';
import { mintCallToken } from '@/lib/platform/database-token';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import { makeCallCalendar } from '@/realtime-server/call-calendar';
import { makeCallTexts } from '@/realtime-server/call-texts';
import { makeToolbox } from '@/realtime-server/tools/toolbox';
import { makeCallTransfers } from '@/realtime-server/transfers/call-transfers';
import { startDatabase, type TestApi, type TestDatabase } from '../support/database';
import { makeFakeStore, makeSetup, silentLog } from '../support/make-call';
import { makeConfig } from '../support/make-config';
import { buildWorld, type Home, tenants } from '../support/matrix-world';
import { announce, seed } from './fuzz-runs';
import { hostileArguments } from './hostile-arguments';

const setsPerTool = 60;
const setsPerCall = 10;
const timeZone = 'America/New_York';
const caller = '+12025550131';
const stranger = '+12025550188';
const theirPhone = '+12025550111';
const today = localTime(new Date(), timeZone).date;
const days = Array.from({ length: 10 }, (_, ahead) => addDays(today, 2 + ahead)).filter(
  (date) => !['saturday', 'sunday'].includes(weekdayOf(date)),
);
const [day = today, nextDay = today] = days;

const person = (label: string, phone: string) => ({
  ...{ label, role: '', notes: '', phone, hours: { kind: 'always' as const }, connect: 'announced' as const },
  ringSeconds: 25,
});
const routing = routingSchema.parse({
  ...{ fallbackNumber: null, people: [person('Dana', theirPhone)] },
  transferCaps: { perCall: 10, perDay: 1000 },
});
const texting = textingSchema.parse({
  ...{ enabled: true, templates: [{ name: 'Directions', text: 'We are at 1 Main Street.', when: '' }] },
  ...{ perCall: 10, perCallerPerDay: 20, perDay: 2000 },
});
const booking = bookingSchema.parse({
  ...{ enabled: true, services: [{ id: 'cleaning', name: 'Cleaning', minutes: 30 }] },
  calendars: [{ id: 'chair', name: 'Chair 1' }],
});
const config = makeConfig({ identity: { timeZone }, routing, texting, booking });
const tools = toolDefinitions(config, { moment: { now: new Date(), dialedNumber: '+12025550171' } });
const known = {
  words: ['Dana', 'Zed', 'Ada Lovelace', 'Charles Babbage', 'Grace', 'AB234', 'CD345', 'EF456', 'Cleaning', 'Secret'],
  dates: [day, nextDay],
};

let database: TestDatabase;
let api: TestApi;

async function goLive(home: Home, live: object) {
  await database.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update public.agent_versions set config = ${sql.json(live as never)} where tenant_id = ${tenants[home]}`;
  });
}

/** Somebody else's, or another business's: to be as it was when all is over. */
async function plant(home: Home, reference: string, name: string, number: string, hour: number) {
  const startsAt = new Date(`${day}T${hour}:00:00Z`);
  const endsAt = new Date(startsAt.getTime() + 30 * 60_000);
  await database.sql`insert into public.appointments (
      tenant_id, reference, calendar_id, calendar_name, service_id, service_name, starts_at, ends_at, blocked_until,
      time_zone, caller_number, caller_name)
    values (${tenants[home]}, ${reference}, 'chair', 'Chair 1', 'cleaning', 'Cleaning', ${startsAt}, ${endsAt}, ${endsAt},
      ${timeZone}, ${number}, ${name})`;
}

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
  api = await database.api();
  await goLive('here', { routing, texting, booking });
  await goLive('elsewhere', {
    routing: { ...routing, people: [person('Zed', '+12025550133'), person('Dana', '+12025550134')] },
  });
});
afterAll(() => database?.close());

async function onTheLine() {
  const callId = mintCallId(randomUUID());
  await database.sql`insert into public.calls
      (id, tenant_id, phone_number_id, channel, caller_number, status, lease_until, version_number)
    select ${callId}, ${tenants.here}, id, 'phone', ${caller}, 'live', now() + interval '1 hour', 1
    from public.phone_numbers where tenant_id = ${tenants.here} limit 1`;
  const db = callDatabase(await mintCallToken(callId, api.env), api.env);
  const setup = makeSetup({ callId, tenantId: mintTenantId(tenants.here), callerNumber: caller, config });
  const dialled: string[] = [];
  const transfers = makeCallTransfers({
    ...{ setup, db, clock: systemClock, log: silentLog },
    urlsOf: () => ({ whisper: 'w', choice: 'c', legEnded: 'l', legStatus: 's', hold: 'h', ringing: 'r', ended: 'e' }),
    redirect: async () => {},
    ring: async ({ phone }) => void dialled.push(phone),
    held: { begin: () => {}, release: () => {} },
  });
  const toolbox = makeToolbox({
    ...{ offered: tools, clock: systemClock, log: silentLog },
    context: {
      ...{ callerNumber: caller, hours: config.hours, store: makeFakeStore().store },
      declineRecording: async () => {},
      texts: makeCallTexts(setup, db),
      transfers: { plan: (toolCallId, label) => transfers.plan({ toolCallId, label, summary: 'A caller.' }) },
      booking: { settings: config, calendar: makeCallCalendar(setup, { db, log: silentLog }), now: () => new Date() },
    },
  });
  let uses = 0;
  return {
    ...{ callId, dialled },
    async use(name: string, argumentsJson: string) {
      const result = await toolbox.use({ toolCallId: `call_${++uses}`, name, argumentsJson });
      if (result?.next === 'transfer') await transfers.connect(result.transfer.transferId);
      return result;
    },
  };
}

const appointmentsOfOthers = () =>
  database.sql`select * from public.appointments
    where tenant_id <> ${tenants.here} or caller_number is distinct from ${caller} order by id`;
const elsewhere = () =>
  Promise.all([
    database.sql`select * from public.texts where tenant_id <> ${tenants.here} order by id`,
    database.sql`select * from public.transfers where tenant_id <> ${tenants.here} order by id`,
    database.sql`select * from public.inbox_items where tenant_id <> ${tenants.here} order by id`,
  ]);

const friendly: Record<string, object> = {
  book_appointment: { service: 'Cleaning', date: day, time: '14:00', caller_name: 'Grace', note: '' },
  move_appointment: {
    ...{ reference: 'EF456', caller_name: null, current_date: null, new_date: nextDay, new_time: '14:00' },
  },
  cancel_appointment: { reference: 'EF456', caller_name: null, current_date: null },
  send_text: { template: 'Directions' },
  transfer_call: { to: 'Dana' },
};

describe('a hostile model at the real functions of the database', () => {
  it.each(Object.keys(friendly))(
    'touches with %s nothing of another caller or business',
    async (name) => {
      announce(`argument sets at the database, ${setsPerTool} for ${name}`);
      await database.sql`delete from public.appointments`;
      await plant('here', 'AB234', 'Charles Babbage', stranger, 15);
      await plant('elsewhere', 'CD345', 'Ada Lovelace', caller, 16);
      await plant('here', 'EF456', 'Grace', caller, 18);
      const before = [await appointmentsOfOthers(), await elsewhere()];
      const definition = tools.find((tool) => tool.name === name);
      const sets = fc.sample(hostileArguments(definition?.parameters ?? {}, known), { numRuns: setsPerTool, seed });
      const told: string[] = [];
      const dialled: string[] = [];
      let successes = 0;

      let call = await onTheLine();
      for (const [at, argumentsJson] of [JSON.stringify(friendly[name]), ...sets].entries()) {
        if (at > 0 && at % setsPerCall === 0) {
          dialled.push(...call.dialled);
          call = await onTheLine();
        }
        const result = await call.use(name, argumentsJson);
        told.push(JSON.stringify(result?.output));
        successes += result?.ok ? 1 : 0;
      }
      dialled.push(...call.dialled);

      const texts = await database.sql`select distinct to_number, body from public.texts
      where tenant_id = ${tenants.here} and call_id in (select id from public.calls where caller_number = ${caller})`;
      const [booked] = await database.sql`select count(*)::integer as n from public.appointments
      where status = 'booked' and tenant_id = ${tenants.here} and (starts_at < now() or calendar_id <> 'chair')`;
      expect([await appointmentsOfOthers(), await elsewhere()]).toEqual(before);
      expect(dialled.filter((phone) => phone !== theirPhone)).toEqual([]);
      expect(texts.filter(({ to_number }) => to_number !== caller)).toEqual([]);
      expect(texts.filter(({ body }) => !body.startsWith('We are at 1 Main Street.'))).toEqual([]);
      expect(booked?.n).toBe(0);
      expect(told.filter((words) => /\d{8}|Babbage|AB234|CD345|Secret/.test(words))).toEqual([]);
      expect(successes).toBeGreaterThan(0);
    },
    120_000,
  );
});
