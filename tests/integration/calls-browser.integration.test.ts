import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { memberDatabase } from '@/lib/platform/database';
import { mintMemberToken } from '@/lib/platform/database-token';
import { mintUserId } from '@/lib/platform/ids';
import { asPayload } from '@/realtime-server/ports/carrier';
import { startDatabase, type TestDatabase } from '../support/database';
import { makeFakeClock } from '../support/fake-clock';
import { endAllCalls } from '../support/line-carrier';
import { type LineHouse, openLine, until } from '../support/line-house';

let database: TestDatabase;
let house: LineHouse;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  database = await startDatabase();
  house = await openLine({ api: await database.api() });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await endAllCalls(database.sql);
});
afterAll(async () => {
  await house?.close();
  await database?.close();
});

async function openCall(sound: 'wide' | 'phone' = 'wide', email = 'owner@bright-smile.example') {
  const { env } = await database.api();
  const [user] = await database.sql`select id, session_version from identity.users where email = ${email}`;
  const [tenant] = await database.sql`select id from tenants where slug = 'bright-smile'`;
  const token = await mintMemberToken({ userId: mintUserId(user?.id), sessionVersion: user?.session_version }, env);
  return memberDatabase(token, env).rpc('open_browser_call', { p_tenant: tenant?.id, p_sound: sound });
}

async function ticketFor(sound: 'wide' | 'phone' = 'wide'): Promise<{ callId: string; ticket: string }> {
  const { data } = await openCall(sound);
  return JSON.parse(JSON.stringify(data));
}

async function connect(origin = 'https://foyer.test', at = house) {
  const socket = new WebSocket(`ws://127.0.0.1:${at.port}/browser/call`, { origin });
  sockets.push(socket);
  const messages: Record<string, unknown>[] = [];
  const audio: Buffer[] = [];
  socket.on('message', (data, isBinary) => {
    if (isBinary && Buffer.isBuffer(data)) audio.push(data);
    else messages.push(JSON.parse(data.toString()));
  });
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)));
  socket.on('error', () => undefined);
  await Promise.race([
    once(socket, 'open'),
    once(socket, 'unexpected-response').then(([, response]) => {
      throw new Error(`refused with ${response.statusCode}`);
    }),
  ]);
  const send = (message: unknown) => socket.send(JSON.stringify(message));
  return { socket, messages, audio, closed, send };
}

async function placeCall(sound: 'wide' | 'phone' = 'wide', at = house) {
  const { callId, ticket } = await ticketFor(sound);
  const line = await connect(undefined, at);
  line.send({ type: 'start', ticket });
  await until(() => line.messages.length > 0, 'ready');
  const session = await until(() => at.sessions.find((one) => one.line.setup.callId === callId), 'the session');
  return { callId, ticket, session, ...line };
}

describe('a test call', () => {
  it('carries sound both ways, marks, typed words and turns as they grow', async () => {
    const { callId, session, socket, messages, audio, send } = await placeCall();
    const sound = Buffer.from([1, 2, 3, 4]);
    socket.send(sound);
    send({ type: 'say', text: '  Are you open? ' });
    send({ type: 'played', mark: 'm1' });
    await until(() => session.got.length === 3, 'what was sent');
    session.line.carrier.sendAudio(asPayload(sound));
    session.line.carrier.sendMark('m1');
    session.line.carrier.clearAudio();
    session.say({
      sequence: 1,
      speaker: 'agent',
      text: 'Hello',
      unheardText: '',
      startedMs: 5,
      endedMs: 9,
      interrupted: false,
      final: false,
      gapMs: null,
      detail: null,
    });
    await until(() => messages.length === 4, 'four messages');

    expect(session.line.carrier.format).toBe('pcm_24k');
    expect(session.got).toEqual([
      ['audio', sound.toString('base64')],
      ['text', 'Are you open?'],
      ['mark', 'm1'],
    ]);
    expect(audio).toEqual([sound]);
    expect(messages).toEqual([
      { type: 'ready', callId, sound: 'wide' },
      { type: 'mark', mark: 'm1' },
      { type: 'clear' },
      { type: 'turn', sequence: 1, speaker: 'agent', text: 'Hello', unheardText: '', startedMs: 5, final: false },
    ]);
  });

  it('is told the draft, in the sound that was asked for', async () => {
    await database.sql`update agent_drafts set greeting = jsonb_set(greeting, '{text}', '"Only in the draft."')
      where tenant_id = (select id from tenants where slug = 'bright-smile')`;

    const { session } = await placeCall('phone');

    expect(session.line.carrier.format).toBe('pcmu_8k');
    expect(session.line.setup).toMatchObject({ channel: 'browser', callerNumber: null, replacedSections: [] });
    expect(session.line.setup.config.greeting.text).toBe('Only in the draft.');
  });

  it('ends with its reason when it is hung up, and leaves its record', async () => {
    const { callId, messages, closed, send } = await placeCall();

    send({ type: 'hang_up' });

    expect(await closed).toBe(1000);
    expect(messages.at(-1)).toEqual({ type: 'ended', reason: 'caller_hung_up' });
    await until(
      () =>
        database.sql`select 1 from calls where id = ${callId} and status = 'ended' and is_test`.then(
          (r) => r.length > 0,
        ),
      'the record',
    );
  });

  it('ends when the browser goes away', async () => {
    const { session, socket } = await placeCall();
    socket.terminate();
    await until(() => session.got.length > 0, 'the end');
    expect(session.got).toEqual([['closed', 'caller_hung_up']]);
  });
});

it('ends a test call after five minutes, and a socket that says nothing after five seconds', async () => {
  const clock = makeFakeClock(new Date());
  await using timed = await openLine({ api: await database.api(), clock });
  const call = await placeCall('wide', timed);
  const silent = await connect(undefined, timed);

  clock.advance(5_000);
  expect(await silent.closed).toBe(1008);
  clock.advance(4 * 60_000 + 54_999);
  expect(call.socket.readyState).toBe(call.socket.OPEN);
  clock.advance(1);

  expect(await call.closed).toBe(1000);
  expect(call.messages.at(-1)).toEqual({ type: 'ended', reason: 'max_duration' });
});

describe('a browser socket', () => {
  it.each(['https://evil.test', 'https://foyer.test.evil.test', 'null'])('is 403 for a page of %s', async (origin) => {
    await expect(connect(origin)).rejects.toThrow('refused with 403');
  });

  it('is closed for a ticket that is invented, or spent', async () => {
    const invented = await connect();
    invented.send({ type: 'start', ticket: 'A'.repeat(64) });
    expect(await invented.closed).toBe(1008);

    const { ticket } = await placeCall();
    const again = await connect();
    again.send({ type: 'start', ticket });
    expect(await again.closed).toBe(1008);
  });

  it.each<[string, unknown]>([
    ['words before a start', { type: 'say', text: 'hi' }],
    ['a field too many', { type: 'start', ticket: 'A'.repeat(64), tenant: 'x' }],
    ['no known type', { type: 'admin' }],
  ])('is closed for %s', async (_, message) => {
    const line = await connect();
    line.send(message);
    expect(await line.closed).toBe(1008);
  });

  it('is closed for half a sample', async () => {
    const { socket, closed } = await placeCall();
    socket.send(Buffer.from([1, 2, 3]));
    expect(await closed).toBe(1008);
  });
});

it('opens no test call for a viewer', async () => {
  const { error } = await openCall('wide', 'viewer@bright-smile.example');
  expect(error?.code).toBe('PT403');
});
