import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDatabase, type TestDatabase } from '../support/database';
import {
  closeStreams,
  endAllCalls,
  incomingParams,
  mediaFrame,
  openStream,
  placeCall,
  post,
  type Stream,
  sign,
  silence,
  startFrame,
  ticketIn,
} from '../support/line-carrier';
import { type LineHouse, openLine, until } from '../support/line-house';

let database: TestDatabase;
let house: LineHouse;
const path = '/phone/incoming-realtime';
const sidOf = (callSid: string) => `MZ${callSid.slice(2)}`;

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

async function admitted() {
  const params = incomingParams();
  const answer = await post(house, path, params);
  return { callSid: params.CallSid ?? '', ticket: ticketIn(answer.body) };
}

/** A call that must not notice what happens to others. */
async function bystander() {
  const call = await placeCall(house);
  return async () => {
    const before = call.session.got.length;
    call.stream.send(mediaFrame(call.callSid));
    await until(() => call.session.got.length > before, "the bystander's audio");
    expect(call.stream.socket.readyState).toBe(call.stream.socket.OPEN);
  };
}

describe('the upgrade of a stream', () => {
  const wss = 'wss://voice.foyer.test/phone/media-stream';

  it.each([
    ['as the TwiML names it', wss],
    ['with a slash more', `${wss}/`],
    ['as https', wss.replace('wss', 'https')],
    ['as https with a slash more', `${wss.replace('wss', 'https')}/`],
  ])('is granted when it is signed %s', async (_, signed) => {
    const stream = await openStream(house, { 'x-twilio-signature': sign(signed) });
    expect(stream.socket.readyState).toBe(stream.socket.OPEN);
  });

  it.each([
    ['nothing', ''],
    ['another host', sign('wss://evil.test/phone/media-stream')],
    ['another path', sign('wss://voice.foyer.test/phone/other')],
    ['another token', sign(wss, {}, 'not-the-token')],
  ])('is 403 when it is signed for %s', async (_, signature) => {
    await expect(openStream(house, { 'x-twilio-signature': signature })).rejects.toThrow('refused with 403');
  });

  it('negotiates no compression', async () => {
    const stream = await openStream(house);
    expect(stream.socket.extensions).toBe('');
  });
});

describe('a stream without a good ticket is closed with 1008, at once, and starts nothing:', () => {
  const refusedStart = async (frame: (call: { callSid: string; ticket: string }) => unknown) => {
    const call = await admitted();
    const sessions = house.sessions.length;
    const stream = await openStream(house);
    stream.send(frame(call));
    expect(await stream.closed).toBe(1008);
    expect(house.sessions.length).toBe(sessions);
    return call;
  };

  it('no ticket', () => refusedStart(({ callSid }) => startFrame(callSid, {})));
  it('an invented ticket', () => refusedStart(({ callSid }) => startFrame(callSid, { ticket: 'A'.repeat(43) })));
  it('a ticket that is no text', () => refusedStart(({ callSid }) => startFrame(callSid, { ticket: ['a'] })));
  it("another call's ticket", async () => {
    const other = await admitted();
    await refusedStart(({ callSid }) => startFrame(callSid, { ticket: other.ticket }));
  });
  it("another account's call", () =>
    refusedStart(({ callSid, ticket }) => startFrame(callSid, { ticket }, { accountSid: `AC${'2'.repeat(32)}` })));
  it('other audio than we asked for', () =>
    refusedStart(({ callSid, ticket }) =>
      startFrame(callSid, { ticket }, { mediaFormat: { encoding: 'audio/l16', sampleRate: 16000, channels: 1 } }),
    ));
  it('an expired ticket', async () => {
    const call = await admitted();
    await database.sql`update call_tickets set expires_at = now() - interval '1 second'`;
    const stream = await openStream(house);
    stream.send(startFrame(call.callSid, { ticket: call.ticket }));
    expect(await stream.closed).toBe(1008);
  });
  it('a ticket that was spent', async () => {
    const call = await placeCall(house);
    const again = await openStream(house);
    again.send(startFrame(call.callSid, { ticket: ticketIn(call.answer.body) }));
    expect(await again.closed).toBe(1008);
    expect(call.stream.socket.readyState).toBe(call.stream.socket.OPEN);
  });

  it('lets a good stream in after a stranger tried its ticket for another call', async () => {
    const call = await admitted();
    const thief = await openStream(house);
    thief.send(startFrame('CA00000000000000000000000000000000', { ticket: call.ticket }));
    expect(await thief.closed).toBe(1008);

    const stream = await openStream(house);
    stream.send(startFrame(call.callSid, { ticket: call.ticket }));
    expect(await house.sessionOf(call.callSid)).toBeDefined();
  });
});

it('opens one session when twenty sockets, on two replicas, show the same ticket', async () => {
  await using other = await openLine({ api: await database.api() });
  const call = await admitted();
  const streams = await Promise.all(
    Array.from({ length: 20 }, (_, index) => openStream(index % 2 === 0 ? house : other)),
  );

  for (const stream of streams) stream.send(startFrame(call.callSid, { ticket: call.ticket }));
  const closed = await until(() => {
    const gone = streams.filter(({ socket }) => socket.readyState === socket.CLOSED);
    return gone.length >= 19 && gone;
  }, 'nineteen closed sockets');

  expect(closed).toHaveLength(19);
  expect(new Set(await Promise.all(closed.map((stream) => stream.closed)))).toEqual(new Set([1008]));
  const opened = await until(() => {
    const sessions = [...house.sessions, ...other.sessions];
    const ofThisCall = sessions.filter(({ line }) => line.setup.carrierCallSid === call.callSid);
    return ofThisCall.length > 0 && ofThisCall;
  }, 'a session');
  expect(opened).toHaveLength(1);
});

it('takes the tenant from the ticket, whatever else a stream claims', async () => {
  const call = await admitted();
  const stream = await openStream(house);
  stream.send(
    startFrame(call.callSid, { ticket: call.ticket, tenant_id: crypto.randomUUID(), admin: 'true', agent_id: 'x' }),
  );
  const session = await house.sessionOf(call.callSid);

  const [row] = await database.sql`select tenant_id from calls where id = ${session.line.setup.callId}`;
  expect(session.line.setup.tenantId).toBe(row?.tenant_id);
});

describe('a bad frame closes its own socket with 1008 before a ticket, and nobody else notices:', () => {
  it.each<[string, (stream: Stream) => void]>([
    ['audio before start', (stream) => stream.send(mediaFrame('CA00000000000000000000000000000001'))],
    ['a stop before start', (stream) => stream.send({ event: 'stop', streamSid: 'MZ1' })],
    ['no JSON', (stream) => stream.send('{"event":')],
    ['an array', (stream) => stream.send([{ event: 'connected' }])],
    ['a binary frame', (stream) => stream.socket.send(Buffer.from('{"event":"connected"}'))],
    ['a polluted start', (stream) => stream.send('{"event":"start","__proto__":{"streamSid":"MZ1"}}')],
  ])('%s', async (_, send) => {
    const isWell = await bystander();
    const stream = await openStream(house);

    send(stream);

    expect(await stream.closed).toBe(1008);
    await isWell();
  });

  it('65,537 bytes are 1009', async () => {
    const isWell = await bystander();
    const stream = await openStream(house);
    stream.socket.send('x'.repeat(65_537));
    expect(await stream.closed).toBe(1009);
    await isWell();
  });

  it('a million one-byte fragments', async () => {
    const isWell = await bystander();
    const before = process.memoryUsage().rss;
    const stream = await openStream(house);
    for (let sent = 0; sent < 1_000_000 && stream.socket.readyState === stream.socket.OPEN; sent += 1) {
      stream.socket.send('x', { fin: false });
      if (sent % 2_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await stream.closed).toBe(1008);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
    await isWell();
  });
});

describe('a bad frame closes an accepted stream with 1000, and nobody else notices:', () => {
  it.each<[string, (stream: Stream, callSid: string) => void]>([
    ['a second start', (stream, callSid) => stream.send(startFrame(callSid, {}))],
    ["another stream's audio", (stream) => stream.send(mediaFrame('CA00000000000000000000000000000009'))],
    ['bad base64', (stream, callSid) => stream.send(mediaFrame(callSid, '!!!!'))],
    [
      'a time that is no number',
      (stream, callSid) =>
        stream.send({ ...mediaFrame(callSid), media: { track: 'inbound', timestamp: 'NaN', payload: silence } }),
    ],
    ['65,537 bytes', (stream) => stream.socket.send('x'.repeat(65_537))],
    ['no JSON', (stream) => stream.send('nonsense')],
  ])('%s', async (_, send) => {
    const isWell = await bystander();
    const { callSid, stream } = await placeCall(house);

    send(stream, callSid);

    expect(await stream.closed).toBe(1000);
    await isWell();
  });

  it('a flood of frames', async () => {
    const isWell = await bystander();
    const { callSid, stream } = await placeCall(house);
    for (let sent = 0; sent < 10_000; sent += 1) stream.send(mediaFrame(callSid));
    expect(await stream.closed).toBe(1000);
    await isWell();
  });
});

it('passes digits, marks of ours and unknown events as they should be', async () => {
  const { callSid, stream, session } = await placeCall(house);
  session.line.carrier.sendMark('ours');
  session.line.carrier.sendAudio(Buffer.from(silence));
  session.line.carrier.clearAudio();
  const received = await until(() => stream.received.length >= 3 && stream.received, 'three frames');

  stream.send({ event: 'mark', streamSid: sidOf(callSid), mark: { name: 'theirs' } });
  stream.send({ event: 'mark', streamSid: sidOf(callSid), mark: { name: 'ours' } });
  stream.send({ event: 'something-new', streamSid: sidOf(callSid) });
  stream.send({ event: 'dtmf', streamSid: sidOf(callSid), dtmf: { track: 'inbound_track', digit: '#' } });
  await until(() => session.got.length >= 2, 'the digit');

  expect(session.got).toEqual([
    ['mark', 'ours'],
    ['digit', '#'],
  ]);
  expect(received).toEqual([
    { event: 'mark', streamSid: sidOf(callSid), mark: { name: 'ours' } },
    { event: 'media', streamSid: sidOf(callSid), media: { payload: silence } },
    { event: 'clear', streamSid: sidOf(callSid) },
  ]);
});

it('closes 300 sockets that say nothing within six seconds, refuses what is over the cap, and keeps calls well', async () => {
  const isWell = await bystander();
  const began = performance.now();
  const opened = await Promise.allSettled(Array.from({ length: 300 }, () => openStream(house)));
  const silent = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));

  await isWell();
  expect(silent.length).toBe(100);
  expect(new Set(await Promise.all(silent.map(({ closed }) => closed)))).toEqual(new Set([1008]));
  expect(performance.now() - began).toBeLessThan(7_000);
  await isWell();
});
