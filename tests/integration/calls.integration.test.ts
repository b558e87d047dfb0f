import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDatabase, type TestDatabase } from '../support/database';
import { makeFakeClock } from '../support/fake-clock';
import { closeStreams, incomingParams, mediaFrame, placeCall, post, silence } from '../support/line-carrier';
import { type LineHouse, openLine, until } from '../support/line-house';

let database: TestDatabase;
let house: LineHouse;

beforeAll(async () => {
  database = await startDatabase();
  house = await openLine({ api: await database.api() });
});
afterEach(closeStreams);
afterAll(async () => {
  await house?.close();
  await database?.close();
});

describe('a call', () => {
  it('is answered with a stream and a verb after it, and what is said is in the database', async () => {
    const { callSid, answer, stream, session } = await placeCall(house);
    stream.send(mediaFrame(callSid));
    await until(() => session.got.length > 0, 'the audio');
    session.say({
      sequence: 1,
      speaker: 'agent',
      text: 'Hello.',
      unheardText: '',
      startedMs: 0,
      endedMs: 500.4,
      interrupted: false,
      final: true,
      gapMs: null,
      detail: null,
    });
    stream.send({ event: 'stop', streamSid: `MZ${callSid.slice(2)}` });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatch(
      /<Connect action="https:\/\/voice\.foyer\.test\/phone\/stream-ended#rc=5&amp;rp=ct,rt,5xx" method="POST">/,
    );
    expect(answer.body).toMatch(/<Stream url="wss:\/\/voice\.foyer\.test\/phone\/media-stream">/);
    expect(answer.body).toMatch(/<\/Connect><Say>/);
    expect(session.got[0]).toEqual(['audio', silence]);
    expect(await stream.closed).toBe(1000);
    const [call] = await until(
      () =>
        database.sql`select * from calls where carrier_call_sid = ${callSid} and status = 'ended'`.then(
          (rows) => rows.length > 0 && rows,
        ),
      'the end of the call',
    );
    expect(call).toMatchObject({ end_reason: 'caller_hung_up', outcome: 'answered', caller_number: '+12025550177' });
    const turns = await database.sql`select sequence, text, ended_ms from turns where call_id = ${call?.id}`;
    expect([...turns]).toEqual([{ sequence: 1, text: 'Hello.', ended_ms: 500 }]);
  });

  it('ends quietly after a conversation at the fallback number, and with a sentence when nobody was there', async () => {
    const talked = await post(house, '/phone/dial-ended', incomingParams({ DialCallStatus: 'completed' }));
    const nobody = await post(house, '/phone/dial-ended', incomingParams({ DialCallStatus: 'no-answer' }));

    expect(talked.body).toContain('<Response><Hangup/></Response>');
    expect(nobody.body).toMatch(/<Response><Say>We are sorry.*<Hangup\/><\/Response>/);
  });
});

describe('what is prepared for an admitted call', () => {
  async function openWaiting() {
    const clock = makeFakeClock(new Date());
    const did: string[] = [];
    const waiting = await openLine({
      api: await database.api(),
      clock,
      onAdmitted(setup) {
        did.push(`prepared ${setup.carrierCallSid}`);
        return () => void did.push(`let go ${setup.carrierCallSid}`);
      },
    });
    return { clock, did, waiting, [Symbol.asyncDispose]: () => waiting.close() };
  }

  it('is let go of when no stream comes within fifteen seconds, and is prepared once for many copies', async () => {
    await using house = await openWaiting();
    const params = incomingParams();
    await Promise.all([1, 2, 3].map(() => post(house.waiting, '/phone/incoming-realtime', params)));

    house.clock.advance(14_999);
    expect(house.did).toEqual([`prepared ${params.CallSid}`]);
    house.clock.advance(1);
    expect(house.did).toEqual([`prepared ${params.CallSid}`, `let go ${params.CallSid}`]);
  });

  it('belongs to the call once its stream is there', async () => {
    await using house = await openWaiting();
    const { callSid, stream } = await placeCall(house.waiting);

    house.clock.advance(15_000);

    expect(house.did).toEqual([`prepared ${callSid}`]);
    stream.send({ event: 'stop', streamSid: `MZ${callSid.slice(2)}` });
    await stream.closed;
  });
});

it('renews what it holds every twenty seconds, for a minute of the database’s own time', async () => {
  const clock = makeFakeClock(new Date());
  await using waiting = await openLine({ api: await database.api(), clock });
  const { session } = await placeCall(waiting);
  const { callId } = session.line.setup;
  const secondsLeft = async () => {
    const [call] =
      await database.sql`select extract(epoch from lease_until - now())::int as left from calls where id = ${callId}`;
    return Number(call?.left);
  };

  for (let renewal = 1; renewal <= 3; renewal += 1) {
    await database.sql`update calls set lease_until = now() + interval '5 seconds' where id = ${callId}`;
    clock.advance(20_000);
    await until(async () => (await secondsLeft()) >= 55, 'the renewal');
  }

  expect(await secondsLeft()).toBeLessThanOrEqual(60);
  await session.end('agent_ended');
});
