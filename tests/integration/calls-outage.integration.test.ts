import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Turn } from '@/lib/contracts/call';
import { databaseEnv } from '@/lib/platform/database-env';
import { startDatabase, type TestApi, type TestDatabase } from '../support/database';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy';
import { closeStreams, incomingParams, placeCall, post } from '../support/line-carrier';
import { type LineHouse, openLine, until } from '../support/line-house';

let database: TestDatabase;
let proxy: FaultProxy;
let api: TestApi;
let dataDir: string;
const houses: LineHouse[] = [];

beforeAll(async () => {
  database = await startDatabase();
  const real = await database.api();
  proxy = await startFaultProxy(real.url);
  const source = { ...real.source, SUPABASE_URL: proxy.url };
  api = { url: proxy.url, source, env: databaseEnv(source) };
});
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-outage-'));
});
afterEach(async () => {
  proxy.set('pass');
  closeStreams();
  for (const house of houses.splice(0)) await house.close();
  rmSync(dataDir, { recursive: true, force: true });
});
afterAll(async () => {
  await proxy?.close();
  await database?.close();
});

async function open(): Promise<LineHouse> {
  const house = await openLine({ api, dataDir });
  houses.push(house);
  return house;
}

function turn(sequence: number, text: string): Turn {
  return {
    sequence,
    speaker: 'caller',
    text,
    unheardText: '',
    startedMs: sequence,
    endedMs: sequence,
    interrupted: false,
    final: true,
    gapMs: null,
    detail: null,
  };
}

const textsOf = async (callSid: string) =>
  (
    await database.sql`select text from turns where call_id = (select id from calls where carrier_call_sid = ${callSid}) order by sequence`
  ).map(({ text }) => text);
const endOf = (callSid: string) =>
  until(async () => {
    const [call] = await database.sql`select * from calls where carrier_call_sid = ${callSid} and status = 'ended'`;
    return call;
  }, 'the end of the call');
function spoolFiles(): string[] {
  const folder = path.join(dataDir, 'spool');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : [];
}

/** From now on so many calls at once, of which there are none. Gives how many it was. */
function allow(lines: number): Promise<number> {
  return database.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update calls set status = 'ended', ended_at = now() where status <> 'ended'`;
    const [row] = await sql`
      update agent_versions new set config = jsonb_set(new.config, '{limits,maxLiveCalls}', ${sql.json(lines)})
      from agent_versions old, phone_numbers numbers, tenants
      where numbers.e164 = '+12025550101' and tenants.id = numbers.tenant_id and new.tenant_id = tenants.id
        and new.number = tenants.live_version and old.tenant_id = new.tenant_id and old.number = new.number
      returning (old.config #>> '{limits,maxLiveCalls}')::int as before`;
    return row?.before ?? lines;
  });
}

describe.each(['refuse', 'hang'] as const)('while the database is away (%s)', (fault) => {
  it('a number that was called before is answered, and its record is in the database once it is back', async () => {
    const house = await open();
    await post(house, '/phone/incoming-realtime', incomingParams());
    proxy.set(fault);

    const { callSid, answer, session } = await placeCall(house);
    session.say(turn(1, 'While you were out.'));
    await session.line.store.takeMessage('call_1', {
      caller_name: 'Ann',
      callback_number: null,
      message: 'Ring me.',
      urgent: false,
    });
    const ended = session.end('agent_ended');
    await until(() => spoolFiles().length === 1, 'the spool');
    proxy.set('pass');
    await ended;

    expect(answer.body).toContain('<Connect');
    expect(await endOf(callSid)).toMatchObject({
      id: session.line.setup.callId,
      caller_number: '+12025550177',
      dialed_number: '+12025550101',
      end_reason: 'agent_ended',
      version_number: expect.any(Number),
    });
    expect(await textsOf(callSid)).toEqual(['While you were out.']);
    expect(await database.sql`select 1 from messages where call_id = ${session.line.setup.callId}`).toHaveLength(1);
    await until(() => spoolFiles().length === 0, 'the spool to be removed');
  });

  it('no more callers are let in at once than the owner allows, and whoever is on the line counts once', async () => {
    const house = await open();
    const lines = 3;
    const before = await allow(lines);
    const isIn = (answer: { body: string }) => answer.body.includes('<Connect');
    const ring = () => post(house, '/phone/incoming-realtime', incomingParams());
    expect(isIn(await ring())).toBe(true);
    proxy.set(fault);

    await placeCall(house);
    const answers = await Promise.all(Array.from({ length: 12 }, ring));

    // One waits for its stream since before, and one is on the line.
    expect(answers.filter(isIn)).toHaveLength(lines - 2);
    for (const { body } of answers.filter((answer) => !isIn(answer))) expect(body).toMatch(/<Say>|<Dial/);
    proxy.set('pass');
    await allow(before);
  });

  it('a number that nobody called hears a polite sentence', async () => {
    const house = await open();
    proxy.set(fault);

    const answer = await post(house, '/phone/incoming-realtime', incomingParams());

    expect(answer.status).toBe(200);
    expect(answer.body).toMatch(/<Response><Say>We are sorry, we cannot take your call.*<Hangup\/><\/Response>/);
  });

  it('a call in progress goes on, and not one turn is lost or doubled', async () => {
    const house = await open();
    const { callSid, session } = await placeCall(house);
    session.say(turn(1, 'one'));
    await until(async () => (await textsOf(callSid)).length === 1, 'the first turn');

    proxy.set(fault);
    for (let sequence = 2; sequence <= 40; sequence += 1) session.say(turn(sequence, `turn ${sequence}`));
    session.say(turn(40, 'turn 40, in full'));
    const ended = session.end('agent_ended');
    proxy.set('pass');
    await ended;

    expect(await endOf(callSid)).toMatchObject({ end_reason: 'agent_ended' });
    const texts = await textsOf(callSid);
    expect(texts).toHaveLength(40);
    expect(texts.at(-1)).toBe('turn 40, in full');
  });
});

it('keeps the last good config over a restart, and does not believe a snapshot that was changed', async () => {
  const first = await open();
  await post(first, '/phone/incoming-realtime', incomingParams());
  await houses.pop()?.close();
  proxy.set('refuse');

  const second = await open();
  const answer = await post(second, '/phone/incoming-realtime', incomingParams());
  expect(answer.body).toContain('<Connect');
  await houses.pop()?.close();

  const snapshot = path.join(dataDir, 'config-cache.json');
  writeFileSync(snapshot, readFileSync(snapshot, 'utf8').replaceAll('Bright Smile', 'Evil Smile'));
  const third = await open();
  expect((await post(third, '/phone/incoming-realtime', incomingParams())).body).not.toContain('<Connect');
});

it('takes up what a process that died had written down, once', async () => {
  const house = await open();
  const { callSid, session } = await placeCall(house);
  await until(
    () =>
      database.sql`select 1 from calls where answered_at is not null and carrier_call_sid = ${callSid}`.then(
        (r) => r.length > 0,
      ),
    'the answer',
  );
  proxy.set('refuse');
  session.say(turn(1, 'written'));
  session.say(turn(2, 'down'));
  await until(
    () =>
      spoolFiles().length === 1 && readFileSync(path.join(dataDir, 'spool', spoolFiles()[0] ?? '')).includes('down'),
    'the spool',
  );
  const torn = path.join(dataDir, 'spool', spoolFiles()[0] ?? '');
  const kept = readFileSync(torn, 'utf8');
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'foyer-outage-'));
  mkdirSync(path.join(elsewhere, 'spool'));
  writeFileSync(path.join(elsewhere, 'spool', path.basename(torn)), `${kept}{"is":"turn","turn":{"seq`);
  proxy.set('pass');

  const next = await openLine({ api, dataDir: elsewhere });
  await until(() => readdirSync(path.join(elsewhere, 'spool')).length === 0, 'the recovery');
  await next.close();
  rmSync(elsewhere, { recursive: true });

  expect(await textsOf(callSid)).toEqual(['written', 'down']);
});

it('answers with the version before where a stored section no longer parses, and tells the tenant once', async () => {
  const house = await open();
  await database.sql`
    with spoiled as (
      insert into agent_versions (tenant_id, number, config)
      select tenant_id, number + 1, jsonb_set(config, '{greeting}', '{"text": 7}')
      from agent_versions join tenants on tenants.id = tenant_id and live_version = number
      where slug = 'bright-smile'
      returning tenant_id, number
    )
    update tenants set live_version = number from spoiled where tenants.id = tenant_id`;

  const { callSid, session } = await placeCall(house);
  await placeCall(house);

  expect(session.line.setup.replacedSections).toEqual(['greeting']);
  expect(session.line.setup.config.greeting.text).toContain('{business}');
  expect(session.line.setup.config.identity.businessName).toBe('Bright Smile Dental');
  const told = () => database.sql`select details from audit_events where event_type = 'agent.section_replaced'`;
  await until(async () => (await told()).length > 0, 'the audit event');
  expect([...(await told())]).toEqual([{ details: { version: expect.any(Number), sections: ['greeting'] } }]);
  const noted = await until(
    () =>
      database.sql`select detail from call_events where kind = 'config_replaced' and call_id = (select id from calls where carrier_call_sid = ${callSid})`.then(
        (rows) => rows.length > 0 && rows,
      ),
    'the call event',
  );
  expect([...noted]).toEqual([{ detail: { sections: ['greeting'] } }]);
});
