import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startDatabase, type TestDatabase } from '../support/database';
import { closeStreams, endAllCalls, incomingParams, placeCall, post } from '../support/line-carrier';
import { type LineHouse, openLine } from '../support/line-house';

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

const recorded = (callSid: string, changes: Record<string, string> = {}) => ({
  AccountSid: incomingParams().AccountSid ?? '',
  CallSid: callSid,
  RecordingSid: 'RE0123456789abcdef0123456789abcdef',
  RecordingUrl: 'https://169.254.169.254/elsewhere',
  RecordingStatus: 'completed',
  RecordingDuration: '12',
  ...changes,
});

it('leads a call that failed to a person, then to the recorder, then to a goodbye', async () => {
  const { params, session } = await placeCall(house);
  session.line.carrier.release();

  const first = await post(house, '/phone/stream-ended', { ...params, CallStatus: 'in-progress' });
  const nobody = await post(house, '/phone/dial-ended', { ...params, DialCallStatus: 'no-answer' });
  const spoken = await post(house, '/phone/voicemail-ended', { ...params, RecordingSid: 'RE1' });

  expect(first.body).toMatch(/<Dial [^>]*>\+12025550181<\/Dial>/);
  expect(nobody.body).toMatch(/<Say>[^<]*after the tone[^<]*<\/Say><Record [^>]*\/><Say>[^<]*Goodbye/);
  expect(nobody.body).not.toContain('<Dial');
  expect(spoken.body).toMatch(/<Say>Thank you[^<]*<\/Say><Hangup\/>/);
});

it('makes one message of a recording, however often it is told, also after the call has ended', async () => {
  const { callSid, session } = await placeCall(house);
  const { callId } = session.line.setup;
  await session.end('ai_unavailable');

  const told = await Promise.all([1, 2, 3].map(() => post(house, '/phone/voicemail-recorded', recorded(callSid))));

  const messages =
    await database.sql`select caller_name, callback_number, message from messages where call_id = ${callId}`;
  const events = await database.sql`select detail from call_events where call_id = ${callId} and kind = 'voicemail'`;
  expect(told.map(({ status }) => status)).toEqual([204, 204, 204]);
  expect([...messages]).toEqual([
    {
      caller_name: 'Voicemail',
      callback_number: '+12025550177',
      message: expect.stringContaining('A voicemail of 12 seconds'),
    },
  ]);
  expect(events.map(({ detail }) => detail.seconds)).toEqual([12]);
});

it('keeps nothing of a recording without sound, of a call that nobody knows, or that is malformed', async () => {
  const { callSid, session } = await placeCall(house);
  const answers = [
    await post(house, '/phone/voicemail-recorded', recorded(callSid, { RecordingDuration: '0' })),
    await post(house, '/phone/voicemail-recorded', recorded('CAnobody')),
    await post(house, '/phone/voicemail-recorded', recorded(callSid, { RecordingSid: '../../RE' })),
  ];

  expect(answers.map(({ status }) => status)).toEqual([204, 204, 400]);
  expect(await database.sql`select 1 from messages where call_id = ${session.line.setup.callId}`).toHaveLength(0);
});

it('knows where a call may go on a replica that never saw its number', async () => {
  const { params, stream } = await placeCall(house);
  await using other = await openLine({ api: await database.api() });
  stream.socket.terminate();

  const resumed = await post(other, '/phone/stream-ended', { ...params, CallStatus: 'in-progress' });

  expect(resumed.body).toMatch(/<Connect .*<\/Connect>.*<Dial [^>]*>\+12025550181<\/Dial>/);
});
