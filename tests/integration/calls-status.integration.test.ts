import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDatabase, type TestDatabase } from '../support/database';
import { closeStreams, endAllCalls, incomingParams, placeCall, post } from '../support/line-carrier';
import { type LineHouse, openLine, until } from '../support/line-house';

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

describe('the status of a call', () => {
  it('changes nothing of a call that is held, in any order and any number of copies', async () => {
    const { callSid, session } = await placeCall(house);
    const say = (status: string, sequence: number) =>
      post(
        house,
        '/phone/status',
        incomingParams({ CallSid: callSid, CallStatus: status, SequenceNumber: String(sequence) }),
      );
    for (const [status, sequence] of [
      ['in-progress', 2],
      ['ringing', 1],
      ['initiated', 0],
      ['ringing', 1],
    ] as const) {
      expect((await say(status, sequence)).status).toBe(204);
    }

    const events =
      await database.sql`select detail from call_events where call_id = ${session.line.setup.callId} and kind = 'carrier_status'`;
    expect(events).toHaveLength(3);
    expect(session.got).toEqual([]);
    await Promise.all([say('completed', 3), say('completed', 3), say('ringing', 1)]);
    await until(
      () =>
        database.sql`select 1 from calls where id = ${session.line.setup.callId} and status = 'ended'`.then(
          (rows) => rows.length === 1,
        ),
      'the end',
    );
    expect(session.got).toEqual([['closed', 'caller_hung_up']]);
  });

  it('leaves the minutes of a call that is still held to whoever holds it', async () => {
    const { callSid, session } = await placeCall(house);
    const { callId } = session.line.setup;
    const isAnswered = () => database.sql`select 1 from calls where id = ${callId} and answered_at is not null`;
    await until(async () => (await isAnswered()).length === 1, 'the answer');
    const { promise: isWritten, resolve: write } = Promise.withResolvers<void>();
    session.line.store.finish = () => isWritten;

    const over = { CallStatus: 'completed', SequenceNumber: '3', CallDuration: '600' };
    expect((await post(house, '/phone/status', incomingParams({ CallSid: callSid, ...over }))).status).toBe(204);

    expect(session.got).toEqual([['closed', 'caller_hung_up']]);
    expect([...(await database.sql`select kind from usage_ledger where call_id = ${callId}`)]).toEqual([]);
    write();
  });

  it('ends a call that never opened its stream', async () => {
    const params = incomingParams();
    await post(house, '/phone/incoming-realtime', params);
    const callSid = params.CallSid ?? '';
    await post(house, '/phone/status', incomingParams({ CallSid: callSid, CallStatus: 'completed' }));

    const [call] =
      await database.sql`select status, end_reason, outcome from calls where carrier_call_sid = ${callSid}`;
    expect(call).toEqual({ status: 'ended', end_reason: 'never_connected', outcome: 'missed' });
  });
});
