import { once } from 'node:events';
import type { Sql } from 'postgres';
import twilio from 'twilio';
import { WebSocket } from 'ws';
import { accountSid, authToken, type LineHouse } from './line-house';

type Params = Record<string, string | string[]>;
/** A server of ours, in this process or another. */
export type CalledHouse = Pick<LineHouse, 'url' | 'publicUrl' | 'port'>;

let callCount = 0;
export function newCallSid(): string {
  callCount += 1;
  return `CA${process.pid.toString(16).padStart(8, '0')}${callCount.toString(16).padStart(24, '0')}`;
}

export function incomingParams(changes: Record<string, string> = {}): Record<string, string> {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: newCallSid(),
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: '+12025550177',
    To: '+12025550101',
    ...changes,
  };
}

export function sign(url: string, params: Params = {}, token = authToken): string {
  return twilio.getExpectedTwilioSignature(token, url, params);
}

export function formBody(params: Params): string {
  return new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  ).toString();
}

/** A webhook as the carrier sends it; `headers` and `body` replace what it would have sent. */
export async function post(
  house: CalledHouse,
  path: string,
  params: Params,
  changes: { headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; body: string; headers: Headers }> {
  const response = await fetch(`${house.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign(`${house.publicUrl}${path}`, params),
      ...changes.headers,
    },
    body: changes.body ?? formBody(params),
  });
  return { status: response.status, body: await response.text(), headers: response.headers };
}

export function ticketIn(twiml: string): string {
  const [, ticket] = /<Parameter name="ticket" value="([^"]+)"/.exec(twiml) ?? [];
  if (!ticket) throw new Error(`No ticket in ${twiml}`);
  return ticket;
}

export type Stream = {
  socket: WebSocket;
  received: Record<string, unknown>[];
  send(frame: unknown): void;
  /** The code that the server closed it with. */
  closed: Promise<number>;
};

const openStreams = new Set<WebSocket>();

/** Opens the media socket with a genuine signature, unless told otherwise. Rejects with the status of a refusal. */
export async function openStream(house: CalledHouse, headers: Record<string, string> = {}): Promise<Stream> {
  const signedUrl = `${house.publicUrl.replace(/^http/, 'ws')}/phone/media-stream`;
  const socket = new WebSocket(`ws://127.0.0.1:${house.port}/phone/media-stream`, {
    headers: { 'x-twilio-signature': sign(signedUrl), ...headers },
  });
  openStreams.add(socket);
  const received: Record<string, unknown>[] = [];
  socket.on('message', (data) => received.push(JSON.parse(data.toString())));
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)));
  socket.on('error', () => undefined);
  await Promise.race([
    once(socket, 'open'),
    once(socket, 'unexpected-response').then(([, response]) => {
      throw new Error(`refused with ${response.statusCode}`);
    }),
  ]);
  return {
    socket,
    received,
    closed,
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
  };
}

export function closeStreams(): void {
  for (const socket of openStreams) socket.terminate();
  openStreams.clear();
}

export function startFrame(
  callSid: string,
  customParameters: Record<string, unknown>,
  changes: Record<string, unknown> = {},
) {
  const streamSid = `MZ${callSid.slice(2)}`;
  return {
    event: 'start',
    sequenceNumber: '1',
    streamSid,
    start: {
      streamSid,
      accountSid,
      callSid,
      tracks: ['inbound'],
      customParameters,
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      ...changes,
    },
  };
}

export const silence = Buffer.alloc(160, 0xff).toString('base64');

export function mediaFrame(callSid: string, payload = silence) {
  return {
    event: 'media',
    sequenceNumber: '2',
    streamSid: `MZ${callSid.slice(2)}`,
    media: { track: 'inbound', chunk: '1', timestamp: '20', payload },
  };
}

/** From the webhook to a stream that was let in. */
export async function placeCall(house: LineHouse, changes: Record<string, string> = {}) {
  const params = incomingParams(changes);
  const callSid = params.CallSid ?? '';
  const answer = await post(house, '/phone/incoming-realtime', params);
  const stream = await openStream(house);
  stream.send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
  stream.send(startFrame(callSid, { ticket: ticketIn(answer.body) }));
  const session = await house.sessionOf(callSid);
  return { callSid, params, answer, stream, session };
}

/** So that no test meets the cap of another's calls. One at a time: calls that are still being written are locked. */
export async function endAllCalls(sql: Sql): Promise<void> {
  const calls = await sql`select id from calls where status <> 'ended'`;
  for (const { id } of calls) {
    await sql`
      update calls set status = 'ended', ended_at = now(), outcome = 'missed', end_reason = 'never_connected'
      where id = ${id}`;
  }
}
