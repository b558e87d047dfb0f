import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { systemClock } from '@/lib/platform/clock';
import { makeVault } from '@/lib/platform/crypto';
import { callDatabase } from '@/lib/platform/database';
import { mintCallToken, renewing } from '@/lib/platform/database-token';
import { OpenAiVoiceModel } from '@/realtime-server/agent/openai-realtime';
import { makeCallCalendar } from '@/realtime-server/call-calendar';
import { makeCallKnowledge } from '@/realtime-server/call-knowledge';
import { makeCallTexts } from '@/realtime-server/call-texts';
import { makeCallConnections } from '@/realtime-server/connections/call-connections';
import { makeRecordingFolder } from '@/realtime-server/media/recorder-folder';
import type { CallSetup } from '@/realtime-server/ports/call-setup';
import type { CallLine, LiveCall } from '@/realtime-server/ports/live-call';
import { startCall } from '@/realtime-server/session/call-session';
import { startDatabase } from './database';
import { type FakeClock, makeFakeClock } from './fake-clock';
import { incomingParams, post, ticketIn } from './line-carrier';
import { accountSid, type LineHouse, openLine } from './line-house';
import { silentLog } from './make-call';
import { openOtherSystem } from './other-system';
import { openScriptedServer, type ScriptedServer } from './scripted-realtime-server';
import { makeToolCall, type ToolCall } from './tool-call';
import { readAppointments } from './tool-effects';
import { switchEverythingOn } from './tool-settings';
import { pickUp } from './tool-telephone';

/** How one call is to be. */
export type Plan = {
  /** Whatever a tool asks of the world waits for this first. */
  held?: Promise<void>;
  /** What a tool does to the world is done, and this is waited for before the tool hears of it. */
  unanswered?: Promise<void>;
  /** Services that fail at everything. */
  broken?: ('calendar' | 'texts')[];
  config?(config: AgentConfig): AgentConfig;
};

type Next = { plan: Plan; provider: ScriptedServer; clock: FakeClock; begun(setup: CallSetup): void };

/** A clip of its own for each text. */
export function clipOf(text: string): string {
  return Buffer.alloc(480, `${text} `).toString('base64');
}

/** What only looks. */
const looks = new Set(['busy', 'findTheirs', 'find']);

/** The port, with the named things in it held up, or failing. */
function waiting<Port extends object>(
  port: Port,
  { held, unanswered, broken = [] }: Plan,
  names: (keyof Port & string)[],
  service?: 'calendar' | 'texts',
): Port {
  const isBroken = service !== undefined && broken.includes(service);
  if (!held && !unanswered && !isBroken) return port;
  const slow = Object.fromEntries(
    names.map((name) => {
      const run = port[name] as (...given: unknown[]) => unknown;
      const asked = async (...given: unknown[]) => {
        await held;
        if (isBroken) throw new Error('connect ECONNREFUSED, password=secret');
        const answer = await run.apply(port, given);
        if (!looks.has(name)) await unanswered;
        return answer;
      };
      return [name, asked];
    }),
  );
  return { ...port, ...slow };
}

/**
 * The real server over a real database, with a carrier's sockets on one side and a scripted voice model's on the other.
 * Each call has a clock that stands still until it is told to go on.
 */
export async function openToolHouse() {
  const database = await startDatabase();
  const api = await database.api();
  await switchEverythingOn(database.sql);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-tools-'));
  const carrier = await openOtherSystem(({ url }, response) => {
    const [, sid = 'CA'.padEnd(34, '9')] = /\/Calls\/(CA\w+)\.json/.exec(url) ?? [];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ sid }));
  });
  const orders = await openOtherSystem(({ body }, response) => {
    const status = body.includes('out of stock') ? 404 : 200;
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"order":"A-17"}');
  });
  const { recorderFor } = makeRecordingFolder({ dataDir, clock: systemClock, log: silentLog });
  let next: Next | null = null;

  function begin(line: CallLine): LiveCall {
    if (!next) throw new Error('A call came that nobody planned.');
    const { plan, provider, clock, begun } = next;
    next = null;
    const setup = plan.config ? { ...line.setup, config: plan.config(line.setup.config) } : line.setup;
    const db = callDatabase(
      renewing(() => mintCallToken(setup.callId, api.env)),
      api.env,
    );
    const connections = makeCallConnections(setup, {
      ...{ vault: makeVault(['a-master-key']), policy: orders.policy, clock: systemClock, log: silentLog },
      readSecrets: async () => [],
    });
    begun(setup);
    return startCall({
      ...{ ...line, setup, clock },
      store: waiting(line.store, plan, ['takeMessage', 'declineRecording']),
      transfers: line.transfers && waiting(line.transfers, plan, ['plan']),
      knowledge: waiting(makeCallKnowledge({ db, embed: null, log: silentLog }), plan, ['find']),
      texts: waiting(makeCallTexts(setup, db), plan, ['send'], 'texts'),
      calendar: waiting(
        makeCallCalendar(setup, { db, log: silentLog }),
        plan,
        ['busy', 'book', 'findTheirs', 'move', 'cancel'],
        'calendar',
      ),
      connections: waiting(connections, plan, ['ask']),
      clips: { find: ({ text }) => ({ payload: Buffer.from(clipOf(text)) }), prepare: () => {} },
      openVoiceModel: () =>
        new OpenAiVoiceModel({
          ...{ account: { apiKey: 'sk-scripted', baseUrl: provider.baseUrl }, model: setup.config.voice.model },
          ...{ safetyIdentifier: 'nobody', clock, log: silentLog },
        }),
    });
  }

  const openServer = () => openLine({ api, dataDir, twilioApi: carrier.url, startCall: begin, recorderFor });
  const house = await openServer();
  const others: LineHouse[] = [];
  let callers = 1000;

  const newCaller = () => {
    callers += 1;
    return `+1202555${callers}`;
  };

  /** From a webhook's answer to a session that is ready. */
  async function connect(
    server: LineHouse,
    params: Record<string, string>,
    twiml: string,
    plan: Plan,
  ): Promise<ToolCall> {
    const provider = await openScriptedServer();
    const clock = makeFakeClock(new Date());
    const { promise, resolve: begun } = Promise.withResolvers<CallSetup>();
    next = { plan, provider, clock, begun };
    const phone = await pickUp(server, params.CallSid ?? '', ticketIn(twiml));
    const setup = await promise;
    await provider.whenSent('session.update');
    await provider.settled();
    phone.speak();
    const place = { sql: database.sql, orders: orders.received, carrier: carrier.received };
    return makeToolCall({ place, server, params, provider, clock, phone, setup });
  }

  return {
    sql: database.sql,
    newCaller,
    appointmentsOf: (from: string) => readAppointments(database.sql, from),

    async ring(plan: Plan = {}, from = newCaller()): Promise<ToolCall> {
      const params = incomingParams({ From: from, To: '+12025550101', AccountSid: accountSid });
      const answer = await post(house, '/phone/incoming-realtime', params);
      return connect(house, params, answer.body, plan);
    },

    /** The server is gone, and the carrier asks another what is to become of the call. */
    async takeUpElsewhere(call: ToolCall): Promise<ToolCall> {
      const other = await openServer();
      others.push(other);
      call.phone.breakOff();
      const answer = await post(other, '/phone/stream-ended', { ...call.params, CallStatus: 'in-progress' });
      return connect(other, call.params, answer.body, {});
    },

    async close() {
      for (const server of [...others, house]) await server.close();
      await Promise.all([carrier.close(), orders.close()]);
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type ToolHouse = Awaited<ReturnType<typeof openToolHouse>>;
