import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startBalancer } from '../support/balancer';
import { startDatabase, type TestDatabase } from '../support/database';
import { makeFakeClock } from '../support/fake-clock';
import {
  closeStreams,
  endAllCalls,
  mediaFrame,
  openStream,
  placeCall,
  post,
  silence,
  startFrame,
  ticketIn,
} from '../support/line-carrier';
import { type LineHouse, openLine, until } from '../support/line-house';
import { freePort } from '../support/ports';

let database: TestDatabase;
let house: LineHouse;

beforeAll(async () => {
  database = await startDatabase();
  house = await openLine({ api: await database.api() });
});
afterEach(async () => {
  closeStreams();
  await endAllCalls(database.sql);
});
afterAll(async () => {
  await house?.close();
  await database?.close();
});

describe('a stream that breaks', () => {
  it('is followed by another one, and the call goes on with the same session', async () => {
    const { callSid, params, stream, session } = await placeCall(house);
    stream.socket.terminate();
    const answer = await post(house, '/phone/stream-ended', { ...params, CallStatus: 'in-progress' });
    const next = await openStream(house);
    next.send(startFrame(callSid, { ticket: ticketIn(answer.body) }));
    next.send(mediaFrame(callSid));

    await until(() => session.got.length > 0, 'audio of the second stream');
    expect(house.sessions.filter(({ line }) => line.setup.carrierCallSid === callSid)).toHaveLength(1);
    expect(session.got).toEqual([['audio', silence]]);
  });

  it('is the end after two more, with a polite sentence', async () => {
    const { callSid, params, stream } = await placeCall(house);
    let last = stream;
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      last.socket.terminate();
      const answer = await post(house, '/phone/stream-ended', { ...params, CallStatus: 'in-progress' });
      last = await openStream(house);
      last.send(startFrame(callSid, { ticket: ticketIn(answer.body) }));
      last.send(mediaFrame(callSid));
      await until(
        () =>
          database.sql`select 1 from call_tickets where spent_at is not null and call_id = (select id from calls where carrier_call_sid = ${callSid})`.then(
            (rows) => rows.length === attempt + 1,
          ),
        'the ticket to be spent',
      );
    }
    last.socket.terminate();
    const answer = await post(house, '/phone/stream-ended', { ...params, CallStatus: 'in-progress' });

    expect(answer.body).not.toContain('<Connect');
    expect(answer.body).toMatch(/<Say>.*<Hangup\/>/);
  });

  it('gives the same answer to the same question, and none to a call that is over', async () => {
    const { params, stream } = await placeCall(house);
    stream.socket.terminate();
    const asked = { ...params, CallStatus: 'in-progress' };
    const [first, second] = [
      await post(house, '/phone/stream-ended', asked),
      await post(house, '/phone/stream-ended', asked),
    ];
    const over = await post(house, '/phone/stream-ended', { ...params, CallStatus: 'completed' });

    expect(first.body).toBe(second.body);
    expect(over.body).toContain('<Response><Hangup/></Response>');
  });

  it('is taken up by another replica with the conversation so far, and its record carries on', async () => {
    const { callSid, params, stream, session } = await placeCall(house);
    const turn = {
      speaker: 'caller',
      unheardText: '',
      startedMs: 0,
      endedMs: 10,
      interrupted: false,
      final: true,
      gapMs: null,
      detail: null,
    } as const;
    session.say({ ...turn, sequence: 1, text: 'First.' });
    session.say({ ...turn, sequence: 2, text: 'Second.' });
    await until(
      () =>
        database.sql`select 1 from turns where call_id = ${session.line.setup.callId}`.then(
          (rows) => rows.length === 2,
        ),
      'two turns',
    );

    await using other = await openLine({ api: await database.api() });
    stream.socket.terminate();
    const answer = await post(other, '/phone/stream-ended', { ...params, CallStatus: 'in-progress' });
    const next = await openStream(other);
    next.send(startFrame(callSid, { ticket: ticketIn(answer.body) }));
    const resumed = await other.sessionOf(callSid);
    resumed.say({ ...turn, sequence: 1, text: 'Third.' });

    expect(resumed.line.setup.history.map(({ text }) => text)).toEqual(['First.', 'Second.']);
    expect(resumed.line.setup.callerNumber).toBe('+12025550177');
    const texts = await until(
      () =>
        database.sql`select text from turns where call_id = ${session.line.setup.callId} order by sequence`.then(
          (rows) => rows.length === 3 && rows.map(({ text }) => text),
        ),
      'three turns',
    );
    expect(texts).toEqual(['First.', 'Second.', 'Third.']);
  });
});

it('keeps all that the server before still had on its disk, however long it could not write', async () => {
  const { callSid, params, stream, session } = await placeCall(house);
  const { callId, tenantId } = session.line.setup;
  const said = (speaker: 'agent' | 'caller', sequence: number, text: string) => ({
    ...{ speaker, sequence, text, unheardText: '', startedMs: 0, endedMs: 10 },
    ...{ interrupted: false, final: true, gapMs: null, detail: null },
  });
  const before = Array.from({ length: 40 }, (_, index) => said('caller', index + 1, `Before ${index + 1}`));
  const after = Array.from({ length: 40 }, (_, index) => said('agent', index + 1, `After ${index + 1}`));
  const textsOf = async () =>
    (await database.sql`select text from turns where call_id = ${callId} order by sequence`).map(({ text }) => text);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-spool-'));
  mkdirSync(path.join(dataDir, 'spool'));
  const lines = [{ is: 'opened', callId, tenantId, late: null }, ...before.map((turn) => ({ is: 'turn', turn }))];
  writeFileSync(
    path.join(dataDir, 'spool', `${callId}.1.jsonl`),
    `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`,
  );
  await using other = await openLine({ api: await database.api() });

  stream.socket.terminate();
  const answer = await post(other, '/phone/stream-ended', { ...params, CallStatus: 'in-progress' });
  const next = await openStream(other);
  next.send(startFrame(callSid, { ticket: ticketIn(answer.body) }));
  const resumed = await other.sessionOf(callSid);
  for (const turn of after) resumed.say(turn);
  await until(async () => (await textsOf()).length === after.length, 'the turns of the second server');
  await using _restarted = await openLine({ api: await database.api(), dataDir });

  const kept = await until(async () => {
    const texts = await textsOf();
    return texts.includes('Before 40') && texts;
  }, 'the turns of the first server');
  expect(kept).toEqual([...before, ...after].map(({ text }) => text));
});

it('is let go of by a server whose call another has taken up, and does not end by that', async () => {
  const clock = makeFakeClock(new Date());
  await using here = await openLine({ api: await database.api(), clock });
  await using there = await openLine({ api: await database.api() });
  const { callSid, params, stream, session } = await placeCall(here);
  const { callId } = session.line.setup;
  stream.socket.terminate();

  const answer = await post(there, '/phone/stream-ended', { ...params, CallStatus: 'in-progress' });
  const next = await openStream(there);
  next.send(startFrame(callSid, { ticket: ticketIn(answer.body) }));
  const resumed = await there.sessionOf(callSid);
  clock.advance(10_000);
  await until(() => session.got.length > 0, 'the first server to let go');

  const [call] = await database.sql`select status from calls where id = ${callId}`;
  expect(session.got).toEqual([['handed over']]);
  expect(call?.status).toBe('live');
  await resumed.end('agent_ended');
  const reason = await until(
    () => database.sql`select end_reason from calls where id = ${callId}`.then(([ended]) => ended?.end_reason),
    'the end of the call',
  );
  expect(reason).toBe('agent_ended');
});

it('is given to another server when this one must go, with what was being said closed, and is not ended', async () => {
  const address = await freePort();
  await using balancer = await startBalancer(address);
  const publicUrl = `http://127.0.0.1:${address}`;
  await using here = await openLine({ api: await database.api(), publicUrl });
  await using there = await openLine({ api: await database.api(), publicUrl });
  balancer.to(here.port);
  const { callSid, params, stream, session } = await placeCall(here);
  const { callId, tenantId } = session.line.setup;
  await database.sql`
    insert into turns (call_id, tenant_id, sequence, speaker, text, started_ms, ended_ms, final)
    values (${callId}, ${tenantId}, 1, 'agent', 'We are open', 0, 10, false)`;

  here.server.drain();
  const alone = await here.server.handOver();
  balancer.to(there.port);
  const handedOver = await here.server.handOver();
  const code = await stream.closed;
  const answer = await post(here, '/phone/stream-ended', { ...params, CallStatus: 'in-progress' });
  const next = await openStream(there);
  next.send(startFrame(callSid, { ticket: ticketIn(answer.body) }));
  const resumed = await there.sessionOf(callSid);

  expect([alone, handedOver, code]).toEqual([false, true, 1000]);
  expect(resumed.line.setup.history).toMatchObject([{ speaker: 'agent', text: 'We are open' }]);
  const [turn] = await database.sql`select final from turns where call_id = ${callId}`;
  const [call] = await database.sql`select status from calls where id = ${callId}`;
  expect([turn?.final, call?.status]).toEqual([true, 'live']);
  await resumed.end('agent_ended');
});

describe('a call that we let go', () => {
  it('is given to a person with a polite sentence when something of ours failed, while its record is still written', async () => {
    const { params, stream, session } = await placeCall(house);
    session.line.carrier.release();
    const answer = await post(house, '/phone/stream-ended', { ...params, CallStatus: 'in-progress' });

    expect(await stream.closed).toBe(1000);
    expect(answer.body).toMatch(
      /<Say>Please hold.*<Dial timeout="25" action="https:[^"]*dial-ended" method="POST">\+12025550181<\/Dial><Say>.*<Hangup\/>/,
    );
  });

  it('is hung up by the next instruction when the carrier did not take our word', async () => {
    const { params, stream, session } = await placeCall(house);
    void session.end('agent_ended');
    expect(await stream.closed).toBe(1000);

    const answer = await post(house, '/phone/stream-ended', { ...params, CallStatus: 'in-progress' });
    expect(answer.body).toContain('<Response><Hangup/></Response>');
  });
});
