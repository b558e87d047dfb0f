import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bookAppointment, cancelAppointment, type NewAppointment } from '@/lib/booking/write';
import { callDatabase } from '@/lib/platform/database';
import { mintCallToken } from '@/lib/platform/database-token';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import { serviceDatabase } from '@/lib/platform/service-database';
import { makeJobStore } from '@/realtime-server/jobs/after-call';
import { confirmAppointment } from '@/realtime-server/jobs/confirm-appointment';
import { startDatabase, type TestApi, type TestDatabase } from '../../support/database';
import { buildWorld, tenants } from '../../support/matrix-world';

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
  await database.sql`update public.tenants set name = 'Bright <Smile>' where id = ${tenants.here}`;
  api = await database.api();
});
afterAll(() => database?.close());

const startsAt = new Date('2097-06-04T14:00:00Z');
const wish: NewAppointment = {
  calendars: [{ id: 'chair-1', name: 'Chair 1' }],
  startsAt,
  endsAt: new Date(startsAt.getTime() + 45 * 60_000),
  blockedUntil: new Date(startsAt.getTime() + 60 * 60_000),
  service: { id: 'cleaning', name: 'Cleaning' },
  timeZone: 'America/New_York',
  callerName: 'Buy <b>pills</b>',
  callerEmail: 'ada@example.com',
  note: 'https://spam.example',
  confirmBy: 'mail',
  mostOpen: 3,
};

async function workThrough(): Promise<string[]> {
  const store = makeJobStore({ service: serviceDatabase(api.source), database: api.env });
  const rows = await store.claim({ kinds: ['confirm_appointment'], limit: 10, leaseSeconds: 30 });
  const ends: string[] = [];
  for (const row of rows) {
    const job = { id: row.id, tenantId: mintTenantId(row.tenant_id), payload: row.payload, db: store.open(row) };
    ends.push(await confirmAppointment({ ...job, isLastAttempt: false, signal: new AbortController().signal }));
  }
  return ends;
}

it('mails the caller once what was booked, in words that no caller wrote, and nothing that was undone since', async () => {
  const callId = mintCallId(randomUUID());
  await database.sql`insert into public.calls (id, tenant_id, channel, caller_number, status, lease_until)
    values (${callId}, ${tenants.here}, 'phone', '+12025550131', 'live', now() + interval '1 hour')`;
  const line = callDatabase(await mintCallToken(callId, api.env), api.env);

  const booked = await bookAppointment(line, 'tool_1', wish);
  const ends = [...(await workThrough()), ...(await workThrough())];
  const mails = await database.sql`select to_address, subject, body_text, body_html from identity.mails
    where to_address = 'ada@example.com'`;

  expect(ends).toEqual(['ended']);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.subject).toBe('Bright <Smile>: Your appointment is booked');
  expect(mails[0]?.body_text).toContain('Cleaning, Tuesday, 4 June 2097 at 10 am (America/New_York)');
  expect(mails[0]?.body_html).toContain('Bright &lt;Smile&gt;');
  expect(JSON.stringify(mails[0])).not.toMatch(/pills|spam/);
  const states = await database.sql`select state::text from public.jobs where kind = 'confirm_appointment'`;
  expect([...states]).toEqual([{ state: 'done' }]);

  const again = await bookAppointment(line, 'tool_2', {
    ...wish,
    startsAt: new Date('2097-06-05T14:00:00Z'),
    endsAt: new Date('2097-06-05T14:45:00Z'),
    blockedUntil: new Date('2097-06-05T15:00:00Z'),
  });
  if (booked.result !== 'done' || again.result !== 'done') throw new Error('It was not booked.');
  await cancelAppointment(line, 'cancel', again.id);

  expect((await workThrough()).toSorted()).toEqual(['done', 'ended']);
  const subjects = await database.sql<{ subject: string }[]>`select subject from identity.mails
    where to_address = 'ada@example.com' order by created_at`;
  expect(subjects.map(({ subject }) => subject)).toEqual([
    'Bright <Smile>: Your appointment is booked',
    'Bright <Smile>: Your appointment is cancelled',
  ]);
});
