import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { costOf } from '@/lib/billing/cost';
import type { Limits } from '@/lib/contracts/limits';
import { readCallUse, readUse } from '@/lib/limits/read';
import { systemClock } from '@/lib/platform/clock';
import { callDatabase } from '@/lib/platform/database';
import { mintCallToken } from '@/lib/platform/database-token';
import { mintTenantId } from '@/lib/platform/ids';
import { makeBudgets } from '@/realtime-server/admission/budgets';
import { makeCallStarter } from '@/realtime-server/session/call-starter';
import {
  closeStreams,
  incomingParams,
  mediaFrame,
  openStream,
  post,
  startFrame,
  ticketIn,
} from '../support/line-carrier';
import { type LineHouse, openLine, until } from '../support/line-house';
import { silentLog } from '../support/make-call';
import { startWorld, type World } from '../support/matrix-clients';
import { openScriptedServer, type ScriptedServer } from '../support/scripted-realtime-server';

const callers = 6;
const dayMicroDollars = 1_500_000;

/** What the model says that each of its answers used: the test's own figures, to hold the ledger against. */
const usage = {
  total_tokens: 1_100,
  input_tokens: 500,
  output_tokens: 600,
  input_token_details: { text_tokens: 500, audio_tokens: 0, cached_tokens: 0 },
  output_token_details: { text_tokens: 0, audio_tokens: 600 },
};

/** Resolves when the other side has read all that it was told, and its answers to that have come. */
function hasHeard(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const heard = () => {
      socket.off('pong', heard);
      socket.off('close', heard);
      resolve();
    };
    socket.on('pong', heard);
    socket.on('close', heard);
    socket.ping();
  });
}

/** Answers again and again, unasked, for as long as it may hear: the dearest model there could be. */
function talkingModel() {
  let answers = 0;
  const speak = (socket: WebSocket, name: string) => {
    let isHearing = false;
    let isRunning = false;
    socket.on('message', async (data) => {
      const event = JSON.parse(data.toString());
      if (event.type !== 'session.update') return;
      const detection = event.session.audio?.input?.turn_detection;
      if (detection !== undefined) isHearing = detection !== null;
      if (!isHearing || isRunning) return;
      isRunning = true;
      for (let turn = 1; isHearing && socket.readyState === WebSocket.OPEN; turn += 1) {
        const response = { id: `resp_${name}_${turn}`, status: 'completed' };
        socket.send(JSON.stringify({ type: 'response.created', response: { ...response, status: 'in_progress' } }));
        await pause(140);
        if (socket.readyState !== WebSocket.OPEN) break;
        answers += 1;
        socket.send(JSON.stringify({ type: 'response.done', response: { ...response, usage } }));
        await hasHeard(socket);
      }
    });
  };
  return { speak, answers: () => answers };
}

let world: World;
let house: LineHouse;
let provider: ScriptedServer;
const model = talkingModel();

beforeAll(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  world = await startWorld();
  provider = await openScriptedServer({
    onConnect(socket, count) {
      model.speak(socket, String(count));
      socket.send(JSON.stringify({ type: 'session.created', event_id: 'ev_1', session: { type: 'realtime' } }));
    },
  });
  const callDb = (callId: Parameters<typeof mintCallToken>[0]) =>
    callDatabase(() => mintCallToken(callId, world.api.env), world.api.env);
  const budgets = makeBudgets({
    readUse: (calls) => readCallUse(callDb(calls[0]), calls),
    clock: systemClock,
    log: silentLog,
  });
  house = await openLine({
    api: world.api,
    budgets,
    startCall: (line) =>
      makeCallStarter({
        account: { apiKey: 'sk-test', baseUrl: provider.baseUrl },
        ...{ dataDir: house.dataDir, clock: systemClock, log: silentLog },
        budgetOf: budgets.join,
      }).startCall(line),
  });
});
afterEach(closeStreams);
afterAll(async () => {
  await house?.close();
  await provider?.close();
  await world?.database.close();
});

/** A business with these limits published. */
async function openBusiness(limits: Partial<Limits>) {
  const tenant = await world.openTenant(20);
  await world.database.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update public.agent_versions set config = jsonb_set(config, '{limits}', config -> 'limits' || ${sql.json(limits)})
      where tenant_id = ${tenant.id}`;
  });
  return tenant;
}

async function ring(to: string) {
  const params = incomingParams({ To: to });
  return { callSid: params.CallSid ?? '', params, answer: await post(house, '/phone/incoming-realtime', params) };
}

/** A caller whose line plays at once whatever it gets, until it is let go of. */
async function talk(to: string) {
  const { callSid, params, answer } = await ring(to);
  const stream = await openStream(house);
  stream.socket.on('message', (data) => {
    const frame = JSON.parse(data.toString());
    if (frame.event === 'mark') stream.send({ event: 'mark', streamSid: `MZ${callSid.slice(2)}`, mark: frame.mark });
  });
  stream.send(startFrame(callSid, { ticket: ticketIn(answer.body) }));
  stream.send(mediaFrame(callSid));
  await stream.closed;
  return post(house, '/phone/stream-ended', { ...params, CallStatus: 'in-progress' });
}

describe('the money of a day', () => {
  it('is passed by at most an answer for each live call, and nobody hears silence', async () => {
    const { id, phone, owner, userId } = await openBusiness({ maxDayMicroDollars: dayMicroDollars });

    const afterwards = await Promise.all(Array.from({ length: callers }, () => talk(phone)));
    const ledger = await until(async () => {
      const rows = await world.database.sql<
        { kind: string; micro_dollars: string; raw: never; at: Date; model: string }[]
      >`
        select kind, micro_dollars, raw, at, model from public.usage_ledger where tenant_id = ${id}`;
      return rows.filter(({ kind }) => kind === 'carrier_minutes').length === callers && rows;
    }, 'the whole ledger');

    const answers = ledger.filter(({ kind }) => kind === 'response');
    const each = costOf({ kind: 'response', model: answers[0]?.model ?? '', raw: usage, at: new Date().toISOString() });
    const total = ledger.reduce((sum, row) => sum + Number(row.micro_dollars), 0);
    const most = dayMicroDollars + callers * (each?.microDollars ?? 0);
    console.log(
      `A day of ${dayMicroDollars} micro-dollars, ${callers} calls at once: ${answers.length} answers, ${total} used, ` +
        `${total - dayMicroDollars} beyond it; an answer costs ${each?.microDollars}.`,
    );

    // What the model says that it gave is what stands in the ledger, at our prices.
    expect(answers).toHaveLength(model.answers());
    expect(answers.every((row) => Number(row.micro_dollars) === each?.microDollars)).toBe(true);
    expect(total).toBeGreaterThanOrEqual(dayMicroDollars);
    expect(total).toBeLessThanOrEqual(most);

    for (const { body } of afterwards) expect(body).toMatch(/<Say>.*<Record /s);
    await until(async () => {
      const ends = await world.database.sql`select end_reason from public.calls where tenant_id = ${id}`;
      return ends.every(({ end_reason }) => end_reason === 'cap_reached');
    }, 'the ends of the calls');

    // The sum of the day is the ledger's, and the next caller meets no model at all.
    expect(await readUse(owner, mintTenantId(id))).toMatchObject({ dayMicroDollars: total });
    const sessions = provider.connections.length;
    const { answer } = await ring(phone);
    expect(answer.body).not.toContain('<Connect');
    expect(answer.body).toMatch(/<Record /);
    expect(provider.connections).toHaveLength(sessions);

    // Both notices stand in the inbox once, and the owner has both in the mail.
    const notices = await until(async () => {
      const rows = await world.database
        .sql`select title from public.inbox_items where tenant_id = ${id} order by title`;
      return rows.length >= 2 && rows;
    }, 'the notices');
    expect(notices.map(({ title }) => title)).toEqual([
      'The limit of money for one day is nearly reached',
      'The limit of money for one day is reached',
    ]);
    const mails = await world.database.sql`
      select subject from identity.mails m join identity.users u on u.email = m.to_address where u.id = ${userId}`;
    expect(mails).toHaveLength(2);
  }, 60_000);
});

describe('what a business used', () => {
  it('is added up by its own days, and a row that is told again counts once', async () => {
    const { id, owner } = await openBusiness({});
    const [call] = await world.database.sql`
      insert into public.calls (tenant_id, channel) values (${id}, 'phone') returning id`;
    const row = (key: string, cost: number, at: string) => world.database.sql`
      insert into public.usage_ledger (call_id, tenant_id, kind, provider_id, model, raw, micro_dollars, priced_by, at)
      values (${call?.id}, ${id}, 'carrier_minutes', ${key}, 'line', '{"seconds": 61, "minutes": 2}', ${cost}, '2026-07-01', ${at})
      on conflict (call_id, kind, provider_id) do nothing`;

    await row('one', 100, new Date().toISOString());
    await row('one', 100, new Date().toISOString());
    await row('two', 50, new Date().toISOString());

    expect(await readUse(owner, mintTenantId(id))).toMatchObject({
      dayMicroDollars: 150,
      daySeconds: 122,
      monthSeconds: 122,
    });
  });

  it('is nobody else’s to read', async () => {
    const { id } = await openBusiness({});
    const other = await world.openTenant();

    expect(await readUse(other.owner, mintTenantId(id))).toBeNull();
  });
});
