import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { systemClock } from '@/lib/platform/clock';
import { startDatabase, type TestDatabase } from '../support/database';
import {
  closeStreams,
  endAllCalls,
  incomingParams,
  openStream,
  post,
  startFrame,
  ticketIn,
} from '../support/line-carrier';
import { type LineHouse, openLine } from '../support/line-house';

let database: TestDatabase;
let house: LineHouse;
let moment = new Date('2026-11-20T17:00:00Z');

const dana = { label: 'Dana', role: 'Desk', notes: '', phone: '+12025550111', hours: { kind: 'always' } };
const luis = { ...dana, label: 'Luis', phone: '+12025550112' };
const staffFirst = { enabled: true, when: 'open', people: ['Dana', 'Luis'], ringSeconds: 20 };
const afterHours = { usual: 'answer', onBreak: null, onHolidays: null, forwardTo: null };
const friday = new Date('2026-11-20T17:00:00Z');
const sunday = new Date('2026-11-22T17:00:00Z');

beforeAll(async () => {
  database = await startDatabase();
  house = await openLine({ api: await database.api(), clock: { ...systemClock, now: () => moment } });
});
afterEach(async () => {
  closeStreams();
  moment = friday;
  await route({});
  await endAllCalls(database.sql);
});
afterAll(async () => {
  await house?.close();
  await database?.close();
});

/** The live version of Bright Smile routes so from here on. */
async function route(routing: Record<string, unknown>): Promise<void> {
  const value = database.sql.json({ fallbackNumber: '+12025550181', ...routing } as never);
  // A published version never changes for anybody but this test.
  await database.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`
      update agent_versions set config = jsonb_set(config, '{routing}', ${value}::jsonb)
      from tenants
      where tenants.id = agent_versions.tenant_id and tenants.slug = 'bright-smile' and number = tenants.live_version`;
  });
}

const ring = (changes: Record<string, string> = {}) => {
  const params = incomingParams(changes);
  return post(house, '/phone/incoming-realtime', params).then(({ body }) => ({ body, params }));
};

async function rowOf(callSid: string | undefined) {
  const [row] = await database.sql`
    select status, outcome, end_reason, answered_at, ended_at from calls where carrier_call_sid = ${callSid ?? ''}`;
  return row;
}

it('rejects a blocked caller before answering, however often the carrier asks, and notes why', async () => {
  await route({ blockedCallers: [{ number: '+12025550177', note: 'Robocalls' }] });

  const { body, params } = await ring();
  await expect.poll(() => rowOf(params.CallSid).then((row) => row?.end_reason)).toBe('refused_blocked');
  const again = await post(house, '/phone/incoming-realtime', params);
  const other = await ring({ From: '+12025550178' });

  expect(body).toMatch(/<Response><Reject reason="busy"\/><\/Response>$/);
  expect(again.body).toBe(body);
  expect(await rowOf(params.CallSid)).toMatchObject({ status: 'ended', outcome: 'refused', answered_at: null });
  expect(other.body).toContain('<Connect');
});

it('rejects withheld numbers only where the owner wants that', async () => {
  expect((await ring({ From: 'anonymous' })).body).toContain('<Connect');

  await route({ blockWithheld: true });

  expect((await ring({ From: 'anonymous' })).body).toContain('<Reject');
});

it('rings staff together, and somebody who picks up ends the call as theirs', async () => {
  await route({ people: [dana, luis], staffFirst });

  const { body, params } = await ring();
  const ended = await post(house, '/phone/staff-ended', {
    ...{ ...params, CallStatus: 'in-progress', DialCallStatus: 'completed', DialCallDuration: '42' },
  });

  expect(body).toMatch(
    /<Dial timeout="20" answerOnBridge="true" action="[^"]+\/phone\/staff-ended[^"]*" method="POST"><Number>\+12025550111<\/Number><Number>\+12025550112<\/Number><\/Dial><\/Response>$/,
  );
  expect(ended.body).toContain('<Hangup/>');
  const row = await rowOf(params.CallSid);
  expect(row).toMatchObject({ status: 'ended', outcome: 'answered', end_reason: 'staff_answered' });
  expect(row?.answered_at.getTime()).toBe(friday.getTime() - 42_000);
});

it('lets the agent answer when nobody of the staff does, with a ticket that works', async () => {
  await route({ people: [dana], staffFirst: { ...staffFirst, people: ['Dana'] } });
  const { params } = await ring();

  const after = await post(house, '/phone/staff-ended', { ...params, DialCallStatus: 'no-answer' });
  const stream = await openStream(house);
  stream.send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
  stream.send(startFrame(params.CallSid ?? '', { ticket: ticketIn(after.body) }));
  const session = await house.sessionOf(params.CallSid ?? '');

  expect(session.line.setup.resumed).toBeNull();
  await expect.poll(() => rowOf(params.CallSid).then((row) => row?.status)).toBe('live');
});

it('forwards when closed, then rings the fallback number, then records', async () => {
  await route({ afterHours: { ...afterHours, usual: 'forward', forwardTo: '+12025550150' } });
  moment = sunday;

  const { body, params } = await ring();
  const unanswered = await post(house, '/phone/forward-ended', { ...params, DialCallStatus: 'no-answer' });
  const nobody = await post(house, '/phone/dial-ended', { ...params, DialCallStatus: 'busy' });

  expect(body).toMatch(/<Dial [^>]*forward-ended[^>]*><Number>\+12025550150<\/Number>/);
  expect(unanswered.body).toMatch(/<Dial [^>]*dial-ended[^>]*>\+12025550181</);
  expect(nobody.body).toContain('<Record');
});

it('goes to voicemail at once where that is set, and the call says so', async () => {
  await route({
    afterHours: { ...afterHours, usual: 'voicemail' },
    voicemail: { afterFallback: false, greeting: 'Speak after the tone.', maxSeconds: 60 },
  });
  moment = sunday;

  const { body, params } = await ring();
  await post(house, '/phone/status', { ...params, CallStatus: 'completed' });
  await post(house, '/phone/voicemail-ended', { ...params, RecordingDuration: '7' });

  expect(body).toMatch(/<Response><Say>Speak after the tone.<\/Say><Record maxLength="60"/);
  expect(await rowOf(params.CallSid)).toMatchObject({ outcome: 'message_taken', end_reason: 'voicemail' });
});

it('dials no premium number, whatever is stored', async () => {
  await route({
    fallbackNumber: '+19005551234',
    people: [{ ...dana, phone: '+447012345678' }],
    staffFirst: { ...staffFirst, people: ['Dana'] },
    afterHours: { ...afterHours, usual: 'forward', forwardTo: '+8821612345678' },
  });
  const open = await ring();
  moment = sunday;
  const shut = await ring();
  const ended = await post(house, '/phone/staff-ended', { ...open.params, DialCallStatus: 'no-answer' });
  const last = await post(house, '/phone/forward-ended', { ...open.params, DialCallStatus: 'no-answer' });

  for (const { body } of [open, shut, ended, last]) expect(body).not.toContain('<Dial');
});

it('refuses a stranger at the new doors, and what is no leg', async () => {
  const params = incomingParams();
  for (const path of ['/phone/staff-ended', '/phone/forward-ended']) {
    const forged = await post(house, path, params, { headers: { 'x-twilio-signature': 'forged' } });
    const empty = await post(house, path, { AccountSid: params.AccountSid ?? '', DialCallStatus: 'completed' });
    expect([forged.status, empty.status]).toEqual([403, 400]);
  }
});
