import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bookingSchema } from '@/lib/contracts/booking';
import { addDays, localTime, momentAt, weekdayOf } from '@/lib/hours/local-time';
import { describeDate } from '@/lib/hours/schedule';
import { systemClock } from '@/lib/platform/clock';
import { callDatabase } from '@/lib/platform/database';
import { mintCallToken } from '@/lib/platform/database-token';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import { makeCallCalendar } from '@/realtime-server/call-calendar';
import type { CallCalendar } from '@/realtime-server/ports/calendar';
import { makeCallStarter } from '@/realtime-server/session/call-starter';
import { startDatabase, type TestApi, type TestDatabase } from '../../support/database';
import { makeFakeCarrier } from '../../support/fake-carrier';
import { makeFakeStore, makeSetup, silentLog } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';
import { buildWorld, tenants } from '../../support/matrix-world';
import { openScriptedServer, type ScriptedServer } from '../../support/scripted-realtime-server';

const timeZone = 'America/New_York';
const today = localTime(new Date(), timeZone).date;
const tuesday = Array.from({ length: 7 }, (_, ahead) => addDays(today, 8 + ahead)).find(
  (date) => weekdayOf(date) === 'tuesday',
) as string;
const at = (time: string) => momentAt(tuesday, time, timeZone);

const booking = bookingSchema.parse({
  enabled: true,
  services: [
    { id: 'cleaning', name: 'Cleaning', minutes: 45, bufferMinutes: 15 },
    { id: 'check-up', name: 'Check-up', minutes: 30 },
  ],
  calendars: [{ id: 'chair-1', name: 'Chair 1' }],
});
const config = makeConfig({ booking });
const ask = { service: 'Cleaning', date: tuesday, time: '10:00', caller_name: 'Ada Lovelace', note: '' };

let database: TestDatabase;
let api: TestApi;
const dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-booking-'));
const open: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
  api = await database.api();
});
beforeEach(() => database.sql`delete from public.appointments`);
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});
afterAll(async () => {
  await database?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const outputSchema = z.object({
  item: z.object({ type: z.literal('function_call_output'), call_id: z.string(), output: z.string() }),
});
type Output = { ok?: boolean; say?: string; error?: string; reference?: string; date?: string; times?: string[] };

/** A call on the line: a scripted provider over a real socket, the real session, the real database. */
async function onTheLine({ from = '+12025550131', spoil = (own: CallCalendar) => own } = {}) {
  const callId = mintCallId(randomUUID());
  await database.sql`insert into public.calls (id, tenant_id, channel, caller_number, status, lease_until)
    values (${callId}, ${tenants.here}, 'phone', ${from}, 'live', now() + interval '1 hour')`;
  const db = callDatabase(await mintCallToken(callId, api.env), api.env);
  const setup = makeSetup({ callId, tenantId: mintTenantId(tenants.here), callerNumber: from, config });
  const provider = await openScriptedServer();
  const record = makeFakeStore();
  const starter = makeCallStarter({
    account: { apiKey: 'sk-scripted', baseUrl: provider.baseUrl },
    calendarOf: () => spoil(makeCallCalendar(setup, { db, log: silentLog })),
    ...{ dataDir, clock: systemClock, log: silentLog },
  });
  const carrier = makeFakeCarrier((name) => session.onMark(name));
  const session = starter.startCall({
    ...{ setup, carrier, store: record.store, clock: systemClock, log: silentLog, onEnded() {} },
  });
  open.push(() => session.end('caller_hung_up'), provider.close);
  await provider.whenSent('session.update');
  return { provider, record, use: (name: string, input: unknown) => use(provider, name, input) };
}

let uses = 0;

/** The model uses a tool, in an answer of its own; gives what it was told. */
async function use(
  provider: ScriptedServer,
  name: string,
  input: unknown,
  toolCallId = `call_${++uses}`,
): Promise<Output> {
  begin(provider, name, input, toolCallId);
  return outputOf(provider, toolCallId);
}

function begin(provider: ScriptedServer, name: string, input: unknown, toolCallId: string): void {
  const response_id = `resp_${toolCallId}`;
  const item = { type: 'function_call', id: `item_${toolCallId}`, call_id: toolCallId, name, status: 'completed' };
  const args = typeof input === 'string' ? input : JSON.stringify(input);
  provider.say({ type: 'response.created', event_id: 'e', response: { id: response_id, status: 'in_progress' } });
  provider.say({ type: 'response.output_item.done', event_id: 'e', response_id, item: { ...item, arguments: args } });
  provider.say({
    type: 'response.done',
    event_id: 'e',
    response: { id: response_id, status: 'completed', output: [] },
  });
}

async function outputOf(provider: ScriptedServer, toolCallId: string): Promise<Output> {
  for (let count = 1; ; count += 1) {
    const said = outputSchema.safeParse(await provider.whenSent('conversation.item.create', count));
    if (said.success && said.data.item.call_id === toolCallId) return JSON.parse(said.data.item.output);
  }
}

const booked = () => database.sql<{ status: string; starts_at: Date; caller_name: string }[]>`
  select status::text as status, starts_at, caller_name from public.appointments order by starts_at, created_at`;

describe('booking over a real socket', () => {
  it('finds times, books one, and says weekday, date, time and reference', async () => {
    const { use: say } = await onTheLine();

    const found = await say('find_times', { service: 'Cleaning', date: tuesday });
    const done = await say('book_appointment', ask);

    expect(found).toMatchObject({ ok: true, date: tuesday });
    expect(found.say).toBe(`${describeDate(tuesday)}: Cleaning can begin between 9 am and 4:15 pm.`);
    expect(found.times?.slice(0, 3)).toEqual(['09:00', '09:15', '09:30']);
    expect(done.say).toBe(
      `Cleaning is booked for ${describeDate(tuesday)} at 10 am. The reference is ${[...(done.reference ?? '')].join(' ')}.`,
    );
    expect([...(await booked())]).toEqual([{ status: 'booked', starts_at: at('10:00'), caller_name: 'Ada Lovelace' }]);
  });

  it('refuses a time that is taken, and offers what is near', async () => {
    await (await onTheLine()).use('book_appointment', ask);
    const { use: say } = await onTheLine({ from: '+12025550188' });

    const refused = await say('book_appointment', { ...ask, caller_name: 'Charles' });

    expect(refused.error).toBe(
      `Nothing was booked. That time is taken. Free instead on ${describeDate(tuesday)}: 9 am, 11 am or 11:15 am. Offer that.`,
    );
    expect(await booked()).toHaveLength(1);
  });

  it('offers another time when somebody was quicker by a blink', async () => {
    const { use: say } = await onTheLine({
      spoil: (own) => ({
        ...own,
        async book(toolCallId, wish) {
          await (await onTheLine({ from: '+12025550188' })).use('book_appointment', { ...ask, caller_name: 'Charles' });
          return own.book(toolCallId, wish);
        },
      }),
    });

    const refused = await say('book_appointment', ask);

    expect(refused.error).toMatch(/^Nothing was booked, somebody else has just taken that time\. Free instead on /);
    expect((await booked()).map(({ caller_name }) => caller_name)).toEqual(['Charles']);
  });

  it('books once, however often the model repeats the use', async () => {
    const { provider } = await onTheLine();

    begin(provider, 'book_appointment', ask, 'call_same');
    await use(provider, 'book_appointment', ask, 'call_same');
    begin(provider, 'book_appointment', ask, 'call_same');
    await use(provider, 'find_times', { service: 'Cleaning', date: null });

    expect(await booked()).toHaveLength(1);
  });

  it('keeps what it booked when the caller cuts in, and leaves the answer to their own turn', async () => {
    const gate = Promise.withResolvers<void>();
    const { provider } = await onTheLine({
      spoil: (own) => ({
        ...own,
        async book(toolCallId, wish) {
          await gate.promise;
          return own.book(toolCallId, wish);
        },
      }),
    });

    begin(provider, 'book_appointment', ask, 'call_cut');
    provider.say({ type: 'input_audio_buffer.speech_started', event_id: 'e', item_id: 'caller_1', audio_start_ms: 0 });
    gate.resolve();
    const done = await outputOf(provider, 'call_cut');

    expect(done.ok).toBe(true);
    expect(await booked()).toHaveLength(1);
  });

  it('is honest when the calendar fails, and when it takes too long', async () => {
    const broken = await onTheLine({ spoil: (own) => ({ ...own, book: () => Promise.reject(new Error('secret')) }) });
    const blind = await onTheLine({ spoil: (own) => ({ ...own, busy: () => Promise.reject(new Error('secret')) }) });
    const slow = await onTheLine({ spoil: (own) => ({ ...own, book: () => new Promise(() => {}) }) });

    const answers = await Promise.all([broken, blind, slow].map((line) => line.use('book_appointment', ask)));

    expect(answers).toEqual([
      {
        error:
          'It is not certain whether it was booked. Apologise, say so, and take a message so that somebody calls back.',
      },
      {
        error:
          'It is not certain whether it was booked. Apologise, say so, and take a message so that somebody calls back.',
      },
      { error: 'timeout', note: expect.stringContaining('not certain') },
    ]);
  }, 20_000);

  it('moves and cancels for the caller who made it, and tells a stranger nothing', async () => {
    const { use: say } = await onTheLine();
    const { reference = '' } = await say('book_appointment', ask);
    const stranger = await onTheLine({ from: '+12025550999' });
    const theirs = { reference, caller_name: 'Ada Lovelace', current_date: null };
    const there = { new_date: tuesday, new_time: '14:30' };

    const refused = [
      await stranger.use('move_appointment', { ...theirs, ...there }),
      await stranger.use('cancel_appointment', theirs),
      await say('cancel_appointment', { reference: null, caller_name: 'Charles', current_date: null }),
      await say('cancel_appointment', { reference: null, caller_name: null, current_date: null }),
    ];
    const moved = await say('move_appointment', { ...theirs, ...there });
    const cancelled = await say('cancel_appointment', { ...theirs, reference: null });

    expect(refused.map(({ error }) => error)).not.toContain(undefined);
    expect(JSON.stringify(refused)).not.toMatch(/Cleaning|10 am|Chair/);
    expect(moved.say).toContain(`Cleaning has been moved to ${describeDate(tuesday)} at 2:30 pm.`);
    expect(cancelled.say).toBe('Your appointment is cancelled.');
    expect((await booked()).map(({ status }) => status)).toEqual(['moved', 'cancelled']);
  });

  it('asks which one is meant where a name has several', async () => {
    const { use: say } = await onTheLine();
    await say('book_appointment', ask);
    await say('book_appointment', { ...ask, date: addDays(tuesday, 1) });

    const several = await say('cancel_appointment', { reference: null, caller_name: 'Ada', current_date: null });
    const one = await say('cancel_appointment', { reference: null, caller_name: 'Ada', current_date: tuesday });

    expect(several.error).toContain('There are several under that name.');
    expect(one.ok).toBe(true);
    expect((await booked()).map(({ status }) => status)).toEqual(['cancelled', 'booked']);
  });

  it.each([
    ['a closed day', { ...ask, date: addDays(tuesday, 5) }, 'Nothing of that kind can begin at 10 am on'],
    ['the past', { ...ask, date: addDays(today, -3) }, 'is over'],
    ['a time between two steps', { ...ask, time: '10:07' }, 'Nothing of that kind can begin'],
    ['a time too late in the day', { ...ask, time: '16:45' }, 'Nothing of that kind can begin'],
    ['a day far ahead', { ...ask, date: addDays(today, 300) }, 'further ahead than we book'],
    ['a day that is none', { ...ask, date: '2026-02-30' }, 'the input is not valid'],
    ['a service of nobody', { ...ask, service: 'Root canal' }, 'the input is not valid'],
    ['a field too many', { ...ask, calendar: 'chair-1' }, 'the input is not valid'],
    ['numbers for words', { ...ask, caller_name: 7 }, 'the input is not valid'],
    ['no JSON', '{"service":', 'the input is not valid'],
  ])('refuses %s in a sentence, and books nothing', async (_, input, words) => {
    const { use: say } = await onTheLine();

    expect((await say('book_appointment', input)).error).toContain(words);
    expect(await booked()).toHaveLength(0);
  });

  it('does nothing forbidden, whatever a hostile model sends', async () => {
    await (await onTheLine()).use('book_appointment', ask);
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        "'; drop table appointments; --",
        'Ada Lovelace',
        '{"$ne":null}',
        '\u202eKM742',
        tenants.elsewhere,
      ),
    );
    const value = fc.oneof(
      text,
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
      fc.constant(tuesday),
      fc.constant('10:00'),
    );
    const fields = [
      'reference',
      'caller_name',
      'current_date',
      'new_date',
      'new_time',
      'date',
      'time',
      'note',
      'service',
    ];
    const input = fc.oneof(
      fc.dictionary(fc.constantFrom(...fields, 'tenant_id', 'id', '__proto__'), value),
      fc.record({ reference: text, caller_name: text, current_date: fc.constant(null) }),
      fc.record({
        ...{ reference: text, caller_name: text, current_date: fc.constant(null) },
        ...{ new_date: fc.constant(tuesday), new_time: fc.constant('11:00') },
      }),
    );
    const hostile = fc.sample(fc.tuple(fc.constantFrom('move_appointment', 'cancel_appointment'), input), 36);

    for (let first = 0; first < hostile.length; first += 6) {
      // A call of its own for a few: a provider that never speaks is given up by the call after a while.
      const { use: say } = await onTheLine({ from: '+12025550999' });
      for (const [name, sent] of hostile.slice(first, first + 6)) expect((await say(name, sent)).error).toBeTruthy();
    }

    expect([...(await booked())]).toEqual([{ status: 'booked', starts_at: at('10:00'), caller_name: 'Ada Lovelace' }]);
  });
});
