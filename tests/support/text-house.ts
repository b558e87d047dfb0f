import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makePhoneCodes } from '@/lib/member/phone-code';
import { systemClock } from '@/lib/platform/clock';
import { callDatabase, type Db } from '@/lib/platform/database';
import { mintCallToken } from '@/lib/platform/database-token';
import { serviceDatabase } from '@/lib/platform/service-database';
import { makeCallTexts } from '@/realtime-server/call-texts';
import { startAfterCall } from '@/realtime-server/jobs/after-call';
import { makeClock } from '@/realtime-server/practice/clock';
import { buildPractice } from '@/realtime-server/practice/server';
import type { PracticeText } from '@/realtime-server/practice/twilio-rest/text-store';
import { makeTwilioTexts } from '@/realtime-server/texts/twilio-texts';
import { startDatabase } from './database';
import { placeCall } from './line-carrier';
import { accountSid, authToken, openLine, until } from './line-house';
import { silentLog } from './make-call';
import { freePort } from './ports';

type Trouble = 'none' | 'fails' | 'hangs' | 'loses its answer' | 'refuses' | 'knows an opt-out';

const refusals: Partial<Record<Trouble, [status: number, code: number]>> = {
  fails: [500, 20500],
  refuses: [400, 21614],
  'knows an opt-out': [400, 21610],
};

/** A carrier that takes texts, with something before it that goes wrong as told. */
async function troubledCarrier(target: string) {
  let trouble: Trouble = 'none';
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    if (request.method === 'POST') asked.push(trouble);
    if (request.method === 'POST' && trouble === 'hangs') return;
    const refusal = request.method === 'POST' ? refusals[trouble] : undefined;
    if (refusal) {
      const [status, code] = refusal;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ code, message: trouble, status }));
      return;
    }
    const { authorization = '', 'content-type': type = 'text/plain' } = request.headers;
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { authorization, 'content-type': type },
      ...(request.method === 'POST' ? { body } : {}),
    });
    const said = await answer.text();
    if (request.method === 'POST' && trouble === 'loses its answer') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(said);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    asked,
    become(next: Trouble) {
      trouble = next;
      asked.length = 0;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The demo businesses, the realtime server's doors and jobs, and a practice carrier that takes their texts. */
export async function openTextHouse() {
  const database = await startDatabase();
  const api = await database.api();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-texts-'));
  const port = await freePort();
  const realtimeUrl = `http://127.0.0.1:${port}`;
  const practice = buildPractice({
    ...{ log: silentLog, dataDir, apiKey: 'texts', realtimeUrl, clock: makeClock(40) },
    twilio: { accountSid, authToken },
  });
  const { http } = await practice.listen({ http: 0, smtp: 0 });
  const practiceUrl = `http://127.0.0.1:${http}`;
  const carrier = await troubledCarrier(`${practiceUrl}/twilio`);
  const line = await openLine({ api, port, publicUrl: realtimeUrl });
  const phoneCodes = makePhoneCodes('the key of the text house');
  const jobs = startAfterCall({
    ...{ service: serviceDatabase(api.source), database: api.env, dataDir, model: null },
    texts: makeTwilioTexts({ accountSid, authToken, apiBaseUrl: carrier.url }, realtimeUrl, 400),
    phoneCodes,
    settings: { atOnce: 4, everyMs: 20, leaseSeconds: 30, longestMs: 30_000, stopWithinMs: 5_000 },
    clock: systemClock,
    log: silentLog,
  });

  async function call(changes: Record<string, string> = {}) {
    const { session, callSid } = await placeCall(line, changes);
    const { setup } = session.line;
    const db: Db = callDatabase(await mintCallToken(setup.callId, api.env), api.env);
    return { setup, db, callSid, session, texts: makeCallTexts(setup, db) };
  }

  return {
    ...{ database, api, line, carrier, call, practiceUrl, phoneCodes },
    /** What reached telephones, and came from them; newest first. */
    async onTelephones(number: string): Promise<PracticeText[]> {
      const all = (await (await fetch(`${practiceUrl}/mailbox/texts.json`)).json()) as PracticeText[];
      return all.filter(({ to, from }) => to === number || from === number);
    },
    /** Does not wait for the next try. */
    async hurry() {
      await database.sql`update jobs set run_at = now() where kind in ('send_text', 'send_phone_code') and state = 'queued'`;
    },
    statusIs: (number: string, status: string) =>
      until(
        async () => (await database.sql`select 1 from texts where to_number = ${number} and status = ${status}`).length,
        `a text to ${number} that is ${status}`,
      ),
    async close() {
      await jobs.stop();
      await line.close();
      await practice.close();
      await carrier.close();
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type TextHouse = Awaited<ReturnType<typeof openTextHouse>>;
