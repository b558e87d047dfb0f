import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callDatabase } from '@/lib/platform/database';
import { mintCallToken } from '@/lib/platform/database-token';
import { mintCallId, mintTenantId } from '@/lib/platform/ids';
import { makeCallCalendar } from '@/realtime-server/call-calendar';
import { readSource, sourceFiles } from '../../support/architecture-law';
import { itIsACalendar } from '../../support/calendar-contract';
import { startDatabase, type TestDatabase } from '../../support/database';
import { makeSetup, silentLog } from '../../support/make-call';
import { buildWorld, tenants } from '../../support/matrix-world';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
});
afterAll(() => database?.close());

async function calendarOf(callerNumber: string) {
  const { env } = await database.api();
  const callId = mintCallId(randomUUID());
  await database.sql`insert into public.calls (id, tenant_id, channel, caller_number, status, lease_until)
    values (${callId}, ${tenants.here}, 'phone', ${callerNumber}, 'live', now() + interval '1 hour')`;
  const setup = makeSetup({ callId, tenantId: mintTenantId(tenants.here), callerNumber });
  return makeCallCalendar(setup, { db: callDatabase(await mintCallToken(callId, env), env), log: silentLog });
}

describe('our own calendar', () => {
  itIsACalendar(() => ({
    of: calendarOf,
    empty: async () => void (await database.sql`delete from public.appointments`),
  }));
});

it('no tool, and no rule of a call, knows where appointments are kept: one file does', () => {
  const knowing = sourceFiles()
    .filter((file) => file.startsWith('realtime-server/'))
    .filter((file) => /lib\/booking\/(read|write)|appointments?'\)/.test(readSource(file)));

  expect(knowing.filter((file) => !file.startsWith('realtime-server/jobs/'))).toEqual([
    'realtime-server/call-calendar.ts',
  ]);
});
