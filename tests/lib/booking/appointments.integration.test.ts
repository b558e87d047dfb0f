import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  bookAppointment,
  callOffAppointment,
  cancelAppointment,
  findAppointmentsOfCaller,
  moveAppointment,
  type NewAppointment,
  readBusyTimes,
  rescheduleAppointment,
  restoreAppointment,
} from '@/lib/booking/write';
import { callStorage, memberDatabase } from '@/lib/platform/database';
import { mintCallToken, mintMemberToken } from '@/lib/platform/database-token';
import { mintCallId, mintTenantId, mintUserId } from '@/lib/platform/ids';
import { startDatabase, type TestApi, type TestDatabase } from '../../support/database';
import { buildWorld, type Person, people, tenants } from '../../support/matrix-world';

const tenantId = mintTenantId(tenants.here);
const ada = '+12025550131';

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
  api = await database.api();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.sql`delete from public.appointments`;
  await database.sql`delete from public.inbox_items where kind = 'appointment'`;
  await database.sql`delete from public.jobs where kind = 'confirm_appointment'`;
});

/** A call that is on the line, and the database as it may see it. */
async function call({ from = ada, tenant = tenants.here, isTest = false, callId = randomUUID() } = {}) {
  await database.sql`insert into public.calls (id, tenant_id, channel, caller_number, status, is_test, lease_until)
    values (${callId}, ${tenant}, 'phone', ${from}, 'live', ${isTest}, now() + interval '1 hour')`;
  // The client with the most patience: on a busy machine two hundred take longer than a caller would wait.
  return callStorage(await mintCallToken(mintCallId(callId), api.env), api.env);
}

async function member(who: Person) {
  const token = await mintMemberToken({ userId: mintUserId(people[who]), sessionVersion: 2 }, api.env);
  return memberDatabase(token, api.env);
}

const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

function at(time: string, minutes = 45, bufferMinutes = 15) {
  const startsAt = new Date(`${day}T${time}:00Z`);
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000);
  const blockedUntil = new Date(endsAt.getTime() + bufferMinutes * 60_000);
  return { calendars: [{ id: 'chair-1', name: 'Chair 1' }], startsAt, endsAt, blockedUntil };
}

function wish(time: string, changes: Partial<NewAppointment> = {}): NewAppointment {
  return {
    ...at(time),
    service: { id: 'cleaning', name: 'Cleaning' },
    timeZone: 'America/New_York',
    callerName: 'Ada Lovelace',
    callerEmail: null,
    note: '',
    confirmBy: 'none',
    mostOpen: 3,
    ...changes,
  };
}

const rows = () => database.sql<{ status: string; calendar_id: string; time: string }[]>`
  select status::text as status, calendar_id, to_char(starts_at at time zone 'UTC', 'HH24:MI') as time
  from public.appointments order by created_at, status`;
const inbox = () => database.sql<{ title: string }[]>`
  select title from public.inbox_items where kind = 'appointment' order by created_at, title`;

describe('two hundred callers who want one time', () => {
  it('get one appointment between them, and the others are told that it is taken', async () => {
    const lines = await Promise.all(
      Array.from({ length: 200 }, (_, index) => call({ from: `+1202556${String(1000 + index)}` })),
    );

    const answers = await Promise.all(
      lines.map((line, index) => bookAppointment(line, `tool_${index}`, wish('15:00'))),
    );

    expect(answers.filter(({ result }) => result === 'done')).toHaveLength(1);
    expect(answers.filter(({ result }) => result === 'taken')).toHaveLength(199);
    expect([...(await rows())]).toEqual([{ status: 'booked', calendar_id: 'chair-1', time: '15:00' }]);
  }, 60_000);

  it('are kept apart by the table itself, without the lock of our own functions', async () => {
    const insert = (reference: string) => database.sql`insert into public.appointments (
        tenant_id, reference, calendar_id, calendar_name, service_id, service_name, starts_at, ends_at, blocked_until, time_zone
      ) values (${tenants.here}, ${reference}, 'chair-1', 'Chair 1', 'cleaning', 'Cleaning',
        ${`${day}T15:00Z`}, ${`${day}T15:45Z`}, ${`${day}T16:00Z`}, 'UTC')`;

    await insert('KM742');

    await expect(insert('KM743')).rejects.toMatchObject({ code: '23P01' });
    expect(await rows()).toHaveLength(1);
  });

  it('share as many calendars as there are', async () => {
    const both = { calendars: [...at('15:00').calendars, { id: 'chair-2', name: 'Chair 2' }] };
    const lines = await Promise.all(
      Array.from({ length: 20 }, (_, index) => call({ from: `+1202557${String(1000 + index)}` })),
    );

    const answers = await Promise.all(lines.map((line) => bookAppointment(line, 'tool_1', wish('15:00', both))));

    expect(answers.filter(({ result }) => result === 'done')).toHaveLength(2);
    expect((await rows()).map((row) => row.calendar_id).toSorted()).toEqual(['chair-1', 'chair-2']);
  });
});

describe('a booking', () => {
  it('is one appointment, however often it is asked for, and tells the business once', async () => {
    const line = await call();

    const first = await bookAppointment(line, 'tool_1', wish('15:00'));
    const again = await bookAppointment(line, 'tool_1', wish('15:00'));
    const afterATimeout = await bookAppointment(line, 'tool_2', wish('15:00'));

    expect(again).toEqual(first);
    expect(afterATimeout).toEqual(first);
    expect(await rows()).toHaveLength(1);
    expect([...(await inbox())]).toEqual([{ title: 'New appointment: Cleaning for Ada Lovelace' }]);
  });

  it('keeps the time after it free too, and lets the next begin when that is over', async () => {
    const line = await call();
    await bookAppointment(line, 'tool_1', wish('15:00'));

    const early = await bookAppointment(await call(), 'tool_1', wish('15:45'));
    const next = await bookAppointment(await call(), 'tool_1', wish('16:00'));

    expect([early.result, next.result]).toEqual(['taken', 'done']);
  });

  it('is refused to a caller who has as many as they may', async () => {
    for (const [index, time] of ['10:00', '12:00'].entries()) {
      await bookAppointment(await call(), `tool_${index}`, wish(time, { mostOpen: 2 }));
    }

    const third = await bookAppointment(await call(), 'tool_3', wish('14:00', { mostOpen: 2 }));
    const other = await bookAppointment(await call({ from: '+12025550199' }), 'tool_4', wish('14:00', { mostOpen: 2 }));

    expect([third.result, other.result]).toEqual(['too_many', 'done']);
  });

  it('of a test call keeps nobody from the time, and tells nobody', async () => {
    await bookAppointment(await call({ isTest: true, from: '' }), 'tool_1', wish('15:00'));

    const real = await bookAppointment(await call(), 'tool_1', wish('15:00'));
    const test = await bookAppointment(await call({ isTest: true, from: '' }), 'tool_1', wish('15:00'));

    expect([real.result, test.result]).toEqual(['done', 'taken']);
    expect(await inbox()).toHaveLength(1);
  });

  it('queues a mail where the caller gave an address, and only then', async () => {
    const jobs = () =>
      database.sql`select payload ->> 'change' as change from public.jobs where kind = 'confirm_appointment'`;

    await bookAppointment(await call(), 'tool_1', wish('10:00', { confirmBy: 'mail' }));
    const without = (await jobs()).length;
    await bookAppointment(await call(), 'tool_1', wish('12:00', { confirmBy: 'mail', callerEmail: 'ada@example.com' }));

    expect(without).toBe(0);
    expect([...(await jobs())]).toEqual([{ change: 'booked' }]);
  });
});

describe('an appointment', () => {
  async function booked(time = '15:00') {
    const answer = await bookAppointment(await call(), 'tool_1', wish(time));
    if (answer.result !== 'done') throw new Error('It was not booked.');
    return answer;
  }

  it('is found by who calls from its number and says the reference or the name, and by nobody else', async () => {
    const { reference } = await booked();
    const own = await call();
    const stranger = await call({ from: '+12025550999' });
    const elsewhere = await call({ tenant: tenants.elsewhere });
    const count = async (line: typeof own, known: { reference: string | null; name: string | null }) =>
      (await findAppointmentsOfCaller(line, known)).length;

    expect([
      await count(own, { reference, name: null }),
      await count(own, { reference: [...reference.toLowerCase()].join(' '), name: null }),
      await count(own, { reference: null, name: 'lovelace, ada' }),
      await count(own, { reference: null, name: 'Ada' }),
    ]).toEqual([1, 1, 1, 1]);
    expect([
      await count(own, { reference: null, name: null }),
      await count(own, { reference: '', name: ' . ' }),
      await count(own, { reference: 'AA222', name: 'Charles Babbage' }),
      await count(stranger, { reference, name: 'Ada Lovelace' }),
      await count(elsewhere, { reference, name: 'Ada Lovelace' }),
    ]).toEqual([0, 0, 0, 0, 0]);
  });

  it('is moved in one step, with its reference, and once for one tool call', async () => {
    const { id, reference } = await booked();
    const line = await call();

    const moved = await moveAppointment(line, 'tool_1', id, at('17:00'));
    const again = await moveAppointment(line, 'tool_1', id, at('17:00'));

    expect(moved).toMatchObject({ result: 'done', reference });
    expect(again).toEqual(moved);
    expect([...(await rows())].toSorted((one, other) => one.time.localeCompare(other.time))).toEqual([
      { status: 'moved', calendar_id: 'chair-1', time: '15:00' },
      { status: 'booked', calendar_id: 'chair-1', time: '17:00' },
    ]);
    const old = await bookAppointment(await call({ from: '+12025550188' }), 'tool_1', wish('15:00'));
    expect(old.result).toBe('done');
  });

  it('stays where it is when the new time is taken', async () => {
    const { id } = await booked();
    await bookAppointment(await call({ from: '+12025550188' }), 'tool_1', wish('17:00'));

    const moved = await moveAppointment(await call(), 'tool_1', id, at('17:15'));

    expect(moved).toEqual({ result: 'taken' });
    expect([...(await rows())].map(({ status, time }) => `${status} ${time}`)).toEqual([
      'booked 15:00',
      'booked 17:00',
    ]);
  });

  it('may be moved by a quarter of an hour, over itself', async () => {
    const { id } = await booked();

    expect(await moveAppointment(await call(), 'tool_1', id, at('15:15'))).toMatchObject({ result: 'done' });
  });

  it('is neither moved nor cancelled by another caller or another business, even with its id', async () => {
    const { id } = await booked();
    const answers = [];

    for (const line of [await call({ from: '+12025550999' }), await call({ tenant: tenants.elsewhere })]) {
      answers.push(await moveAppointment(line, 'tool_1', id, at('17:00')), await cancelAppointment(line, 'cancel', id));
    }

    expect(answers).toEqual(Array.from({ length: 4 }, () => ({ result: 'unknown' })));
    expect([...(await rows())].map(({ status }) => status)).toEqual(['booked']);
  });

  it('makes room when it is cancelled', async () => {
    const { id } = await booked();

    const gone = await cancelAppointment(await call(), 'cancel', id);
    const next = await bookAppointment(await call({ from: '+12025550188' }), 'tool_1', wish('15:00'));

    expect([gone.result, next.result]).toEqual(['done', 'done']);
    expect((await inbox()).map(({ title }) => title)).toContain('Appointment cancelled: Cleaning for Ada Lovelace');
  });

  it('is seen by other calls as a time that is taken, and as nothing else', async () => {
    await booked();
    const span = [new Date(`${day}T00:00Z`), new Date(`${day}T23:59Z`)] as const;

    expect(await readBusyTimes(await call({ from: '+12025550188' }), ...span)).toEqual([
      { calendarId: 'chair-1', from: at('15:00').startsAt, until: at('15:00').blockedUntil },
    ]);
    expect(await readBusyTimes(await call({ tenant: tenants.elsewhere }), ...span)).toEqual([]);
  });

  it('is moved, cancelled and put back by staff, who get no notice of what they did themselves', async () => {
    const { id } = await booked();
    const staff = await member('staff');
    await database.sql`delete from public.inbox_items where kind = 'appointment'`;

    const moved = await rescheduleAppointment(staff, tenantId, { id, startsAt: at('18:00').startsAt, calendar: null });
    await callOffAppointment(staff, tenantId, moved);
    await restoreAppointment(staff, tenantId, moved);

    expect((await rows()).map(({ status, time }) => `${status} ${time}`).toSorted()).toEqual([
      'booked 18:00',
      'moved 15:00',
    ]);
    expect(await inbox()).toEqual([]);
  });

  it('does not come back over somebody else, and a taken time is refused in a sentence', async () => {
    const { id } = await booked();
    const staff = await member('staff');
    await callOffAppointment(staff, tenantId, id);
    const other = await bookAppointment(await call({ from: '+12025550188' }), 'tool_1', wish('15:00'));
    const later = await bookAppointment(await call({ from: '+12025550188' }), 'tool_2', wish('18:00'));

    await expect(restoreAppointment(staff, tenantId, id)).rejects.toThrow('Somebody else has that time by now.');
    await expect(
      rescheduleAppointment(staff, tenantId, {
        id: later.result === 'done' ? later.id : '',
        startsAt: at('15:30').startsAt,
        calendar: null,
      }),
    ).rejects.toThrow('Somebody else has that time. Choose another.');
    expect(other.result).toBe('done');
    expect((await rows()).filter(({ status }) => status === 'booked')).toHaveLength(2);
  });

  it('is nobody’s to change who may only read', async () => {
    const { id } = await booked();

    await expect(callOffAppointment(await member('viewer'), tenantId, id)).rejects.toThrow('Only staff or above');
    await expect(callOffAppointment(await member('ownerElsewhere'), tenantId, id)).rejects.toThrow(
      'Only staff or above',
    );
  });

  it('forgets the caller who is erased, and keeps the time', async () => {
    await booked();
    await database.sql`insert into public.callers (tenant_id, e164, first_call_at, last_call_at, call_count)
      values (${tenants.here}, ${ada}, now(), now(), 1) on conflict do nothing`;

    await database.sql`delete from public.callers where tenant_id = ${tenants.here} and e164 = ${ada}`;

    const [row] = await database.sql`select status::text, caller_name, caller_number, note from public.appointments`;
    expect(row).toEqual({ status: 'booked', caller_name: '', caller_number: null, note: '' });
  });

  it('keeps the name until it is over, however soon the words of its call go, and not a day longer', async () => {
    const callId = randomUUID();
    await bookAppointment(await call({ callId }), 'tool_1', wish('15:00', { note: 'Nervous' }));
    const kept = () => database.sql`select caller_name, note from public.appointments`;

    await database.sql`update public.calls set words_removed_at = now() where id = ${callId}`;
    const before = [...(await kept())];
    await database.sql`update public.appointments
      set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour', blocked_until = now() - interval '1 hour'`;
    const other = randomUUID();
    await call({ callId: other });
    await database.sql`update public.calls set words_removed_at = now() where id = ${other}`;

    expect(before).toEqual([{ caller_name: 'Ada Lovelace', note: 'Nervous' }]);
    expect([...(await kept())]).toEqual([{ caller_name: '', note: '' }]);
  });
});
