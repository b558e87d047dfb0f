import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/platform/clock';
import { mintMemberToken } from '@/lib/platform/database-token';
import { mintTenantId, mintUserId } from '@/lib/platform/ids';
import { openSound } from '@/lib/recording/read';
import { readVoicemailsOfCall } from '@/lib/voicemail/read';
import { voicemailPath } from '@/lib/voicemail/voicemail';
import { makeHandlers, makeJobStore } from '@/realtime-server/jobs/after-call';
import { startJobs } from '@/realtime-server/jobs/runner';
import { makeTranscribe } from '@/realtime-server/voicemail/transcribe';
import { makeTwilioVoicemail } from '@/realtime-server/voicemail/twilio-voicemail';
import { startWorld, type World } from '../../support/matrix-clients';
import { calls, people, tenants } from '../../support/matrix-world';

const settings = { atOnce: 1, everyMs: 20, leaseSeconds: 30, longestMs: 30_000, stopWithinMs: 5_000 };
const log = pino({ level: 'silent' });
const account = 'AC0123456789abcdef0123456789abcdef';
const wav = Buffer.concat([Buffer.from('RIFF....WAVEfmt '), Buffer.alloc(4000, 0x7f)]);

/** The carrier's REST and the provider's transcription, as far as a voicemail needs them. */
let outside: Server;
let world: World;
const kept = new Map<string, Buffer>();
const asked: { method: string; path: string; authorization: string; body: string }[] = [];
let answersWithWords: (() => { status: number; text: string; usage?: Record<string, unknown> }) | null = null;
let count = 0;

beforeAll(async () => {
  world = await startWorld();
  outside = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const { method = '', url = '', headers } = request;
    asked.push({
      method,
      path: url,
      authorization: headers.authorization ?? '',
      body: Buffer.concat(pieces).toString('latin1'),
    });
    if (url === '/v1/audio/transcriptions') {
      const { status, ...answer } = answersWithWords?.() ?? { status: 500, text: '' };
      response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': `req_${count}` });
      response.end(JSON.stringify(answer));
      return;
    }
    const sid = /Recordings\/(RE\w+)\.(?:wav|json)$/.exec(url)?.[1] ?? '';
    const sound = kept.get(sid);
    if (method === 'DELETE') {
      kept.delete(sid);
      response.writeHead(sound ? 204 : 404).end();
    } else if (sound) response.writeHead(200, { 'content-type': 'audio/wav' }).end(sound);
    else response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  outside.close();
  await world.database.close();
});
beforeEach(async () => {
  asked.length = 0;
  await world.database.sql`delete from public.jobs where kind in ('keep_voicemail', 'remove_voicemail')`;
});

const baseUrl = () => `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;

/** As the webhook writes it down. */
async function leave(sound: Buffer | null): Promise<{ id: string; messageId: string; sid: string }> {
  const { sql } = world.database;
  count += 1;
  const sid = `RE${String(count).padStart(32, '0')}`;
  if (sound) kept.set(sid, sound);
  const [message] = await sql`insert into public.messages (tenant_id, call_id, tool_call_id, caller_name, message)
    values (${tenants.here}, ${calls.here}, ${sid}, 'Voicemail', 'A voicemail of 4 seconds.') returning id`;
  const detail = { accountSid: account, recordingSid: sid, seconds: 4 };
  const [event] = await sql`insert into public.call_events (id, tenant_id, call_id, kind, at, detail)
    values (gen_random_uuid(), ${tenants.here}, ${calls.here}, 'voicemail', now(), ${sql.json(detail)}) returning id`;
  return { id: event?.id, messageId: message?.id, sid };
}

async function work(withKey = false, attempts?: number): Promise<void> {
  const { sql } = world.database;
  if (attempts !== undefined) await sql`update public.jobs set attempts = ${attempts} where kind = 'keep_voicemail'`;
  const handlers = makeHandlers({
    model: null,
    voicemail: {
      sounds: makeTwilioVoicemail({ authToken: 'token', apiBaseUrl: baseUrl() }),
      transcribe: withKey ? makeTranscribe({ apiKey: 'key', baseUrl: `${baseUrl()}/v1` }) : null,
    },
    clock: systemClock,
    log,
  });
  const { keep_voicemail, remove_voicemail } = handlers;
  const store = makeJobStore({ service: world.service, database: world.api.env });
  const jobs = startJobs({ store, handlers: { keep_voicemail, remove_voicemail }, settings, clock: systemClock, log });
  for (;;) {
    const [row] = await sql`select count(*)::integer as n from public.jobs
      where kind in ('keep_voicemail', 'remove_voicemail') and (state = 'running' or state = 'queued' and run_at <= now())`;
    if (row?.n === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await jobs.stop();
}

async function heardBy(who: 'viewer' | 'ownerElsewhere', id: string): Promise<Buffer | null> {
  const path = voicemailPath(tenants.here, id);
  const token = await mintMemberToken({ userId: mintUserId(people[who]), sessionVersion: 2 }, world.api.env);
  const sound = await openSound(token, { path, range: null }, world.api.env).catch(() => null);
  return sound && Buffer.from(await sound.arrayBuffer());
}

async function shown(messageId: string) {
  const left = await readVoicemailsOfCall(await world.as(people.viewer), mintTenantId(tenants.here), calls.here);
  return left.find((one) => one.messageId === messageId);
}

const wordsOf = async (messageId: string) =>
  (await world.database.sql`select message from public.messages where id = ${messageId}`)[0]?.message;

describe('a voicemail', () => {
  it('is brought to the tenant’s own storage, and the carrier keeps no copy', async () => {
    const { id, messageId, sid } = await leave(wav);

    await work();

    expect(await shown(messageId)).toEqual({ id, messageId, seconds: 4, state: 'stored' });
    expect(await heardBy('viewer', id)).toEqual(wav);
    expect(kept.has(sid)).toBe(false);
    expect(await wordsOf(messageId)).toBe('A voicemail of 4 seconds.');
    expect(asked[0]?.authorization).toBe(`Basic ${Buffer.from(`${account}:token`).toString('base64')}`);
  });

  it('is heard by no other tenant', async () => {
    const { id } = await leave(wav);

    await work();

    expect(await heardBy('ownerElsewhere', id)).toBeNull();
  });

  it('is written down where a key is set, by the model that will not be shut down', async () => {
    answersWithWords = () => ({ status: 200, text: 'Please call me back about the crown.' });
    const { messageId } = await leave(wav);

    await work(true);

    const sent = asked.find(({ path }) => path === '/v1/audio/transcriptions');
    expect(await wordsOf(messageId)).toBe('Please call me back about the crown.');
    expect(sent?.body).toContain('gpt-transcribe');
    expect(sent?.body).toContain(wav.toString('latin1'));
  });

  it.each([
    ['the provider’s own figures', { type: 'duration', seconds: 6 }, 450],
    ['its own length where the provider gives none', undefined, 300],
  ])('costs the call what its words took, by %s', async (_, usage, micro) => {
    answersWithWords = () => ({ status: 200, text: 'Please call me back.', usage });
    await leave(wav);

    await work(true);

    const rows = await world.database.sql`select call_id, kind, model, micro_dollars::int as micro
      from public.usage_ledger where provider_id = ${`req_${count}`}`;
    expect([...rows]).toEqual([{ call_id: calls.here, kind: 'transcription', model: 'gpt-transcribe', micro }]);
  });

  it('is kept without words when the model fails to the last', async () => {
    answersWithWords = () => ({ status: 500, text: '' });
    const { messageId } = await leave(wav);

    await work(true, 4);

    expect(await shown(messageId)).toMatchObject({ state: 'stored' });
    expect(await wordsOf(messageId)).toBe('A voicemail of 4 seconds.');
  });

  it('is waited for while the carrier has none, and said to be lost in the end', async () => {
    const { messageId } = await leave(null);

    await work();
    const first = await shown(messageId);
    await world.database.sql`update public.jobs set run_at = now() where kind = 'keep_voicemail'`;
    await work(false, 4);

    expect([first?.state, (await shown(messageId))?.state]).toEqual(['pending', 'lost']);
  });

  it('is gone with its message, sound and all', async () => {
    const { id, messageId } = await leave(wav);
    await work();

    await world.database.sql`delete from public.messages where id = ${messageId}`;
    await work();

    expect(await heardBy('viewer', id)).toBeNull();
    expect(await shown(messageId)).toBeUndefined();
  });
});
