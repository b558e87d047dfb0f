import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toolDefinitions } from '@/lib/agent/tool-definitions';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { bookingSchema } from '@/lib/contracts/booking';
import type { Person } from '@/lib/contracts/routing';
import { takeMessageInputSchema } from '@/lib/contracts/tool';
import { systemClock } from '@/lib/platform/clock';
import { makeVault } from '@/lib/platform/crypto';
import { makeCallConnections } from '@/realtime-server/connections/call-connections';
import type { BookingWish, CalendarWish, CallCalendar, TheirAppointment } from '@/realtime-server/ports/calendar';
import { connectionTools } from '@/realtime-server/tools/http-tool';
import { makeToolbox, toolNames } from '@/realtime-server/tools/toolbox';
import { makeFakeClock } from '../support/fake-clock';
import { makeFakeStore, makeSetup, silentLog } from '../support/make-call';
import { makeConfig } from '../support/make-config';
import { makeConnection, type OtherSystem, openOtherSystem } from '../support/other-system';
import { announce, seed } from './fuzz-runs';
import { hostileArguments } from './hostile-arguments';

const setsPerTool = 500;
const known = {
  words: ['Dana', 'Mallory', 'Ada', 'ABC23', 'XYZ99', 'Charles', 'Cleaning', 'Directions', 'What does it cost?'],
  dates: ['2026-11-24', '2026-11-25', '2026-12-01'],
};

const dana: Person = {
  ...{ label: 'Dana', role: 'Desk', notes: '', phone: '+12025550111', hours: { kind: 'always' } },
  ...{ connect: 'announced', ringSeconds: 25 },
};
const connection = makeConnection({ method: 'POST', url: 'https://api.example.com/orders/{order_number}' });
const everything = makeConfig({
  identity: { timeZone: 'America/New_York' },
  actions: { takeMessage: true },
  privacy: { recording: 'on' },
  routing: { people: [dana] },
  texting: { enabled: true, templates: [{ name: 'Directions', text: 'We are at 1 Main Street.', when: '' }] },
  booking: bookingSchema.parse({
    enabled: true,
    services: [{ id: 'cleaning', name: 'Cleaning', minutes: 45, bufferMinutes: 15 }],
    calendars: [{ id: 'chair', name: 'Chair 1' }],
  }),
  connections: { enabled: true, tools: [connection] },
});
const nothing = makeConfig({ actions: { takeMessage: false }, privacy: { recording: 'off' } });
const clock = makeFakeClock();
const now = clock.now();
const definitionsOf = (config: AgentConfig, knowsMore: boolean) =>
  toolDefinitions(config, { knowsMore, moment: { now, dialedNumber: '+12025550101' } });
const all = definitionsOf(everything, true);

const own: TheirAppointment = {
  ...{ id: 'own', serviceId: 'cleaning', calendarId: 'chair' },
  startsAt: new Date('2026-11-24T15:00:00Z'),
};

type Effect =
  | { kind: 'message'; message: unknown }
  | { kind: 'dial'; phone: string }
  | { kind: 'text'; wish: object }
  | { kind: 'search'; question: string }
  | { kind: 'gap' | 'recording_declined' }
  | { kind: 'book'; wish: BookingWish }
  | { kind: 'move'; id: string; wish: CalendarWish }
  | { kind: 'cancel'; id: string }
  | { kind: 'request'; to: string; url: string; method: string };

const isOurs = ({ calendars, startsAt, endsAt, blockedUntil }: CalendarWish) =>
  calendars.every(({ id }) => id === 'chair') &&
  calendars.length > 0 &&
  startsAt > now &&
  endsAt.getTime() - startsAt.getTime() === 45 * 60_000 &&
  blockedUntil.getTime() - endsAt.getTime() === 15 * 60_000;

/** All that may come of a tool. One that is not in here may not be offered at all. */
const mayHappen: Record<string, (effect: Effect) => boolean> = {
  take_message: (one) => one.kind === 'message' && takeMessageInputSchema.safeParse(one.message).success,
  lookup_hours: () => false,
  lookup_knowledge: (one) => one.kind === 'gap' || (one.kind === 'search' && one.question.length <= 400),
  send_text: (one) =>
    one.kind === 'text' && JSON.stringify(one.wish) === '{"toolCallId":"call_1","template":"Directions"}',
  find_times: () => false,
  book_appointment: (one) => one.kind === 'book' && one.wish.service.id === 'cleaning' && isOurs(one.wish),
  move_appointment: (one) => one.kind === 'move' && one.id === own.id && isOurs(one.wish),
  cancel_appointment: (one) => one.kind === 'cancel' && one.id === own.id,
  decline_recording: (one) => one.kind === 'recording_declined',
  end_call: () => false,
  transfer_call: (one) => one.kind === 'dial' && one.phone === dana.phone,
  [connection.name]: (one) =>
    one.kind === 'request' &&
    one.method === 'POST' &&
    one.to.startsWith('api.example.com ') &&
    /^\/orders\/[^/?#]+$/.test(one.url),
};
/** One set of each that does what the tool is for: the others are tried against something that works. */
const friendly: Record<string, object> = {
  take_message: { caller_name: 'Ada', callback_number: null, message: 'Call back.', urgent: false },
  lookup_hours: { date: '2026-12-01' },
  lookup_knowledge: { question: 'What does it cost?' },
  send_text: { template: 'Directions' },
  find_times: { service: 'Cleaning', date: '2026-11-24' },
  book_appointment: { service: 'Cleaning', date: '2026-11-24', time: '14:00', caller_name: 'Ada', note: '' },
  move_appointment: {
    ...{ reference: 'ABC23', caller_name: null, current_date: null, new_date: '2026-11-25', new_time: '14:00' },
  },
  cancel_appointment: { reference: null, caller_name: 'Ada', current_date: null },
  decline_recording: {},
  end_call: { reason: 'caller_done' },
  transfer_call: { to: 'Dana' },
  [connection.name]: { order_number: 'A 17' },
};
const withoutEffect = ['lookup_hours', 'find_times', 'end_call'];

let system: OtherSystem;
beforeAll(async () => {
  system = await openOtherSystem((_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"state":"sent"}'),
  );
});
afterAll(() => system.close());

const done = {
  ...{ result: 'done' as const, id: own.id, reference: 'ABC23', calendarId: 'chair', calendarName: 'Chair 1' },
  ...{ serviceId: 'cleaning', serviceName: 'Cleaning', startsAt: own.startsAt.toISOString() },
};

function recordingCalendar(effects: Effect[]): CallCalendar {
  const answer = { answer: done, confirmation: null };
  return {
    busy: async () => [],
    async book(_, wish) {
      effects.push({ kind: 'book', wish });
      return answer;
    },
    findTheirs: async ({ reference, name }) => (reference === 'ABC23' || name === 'Ada' ? [own] : []),
    async move(_, id, wish) {
      effects.push({ kind: 'move', id, wish });
      return answer;
    },
    async cancel(_, id) {
      effects.push({ kind: 'cancel', id });
      return answer;
    },
    wasCancelled: async () => false,
  };
}

/** The real toolbox; what it does is written down instead of done. */
async function use(config: AgentConfig, name: string, argumentsJson: string) {
  const effects: Effect[] = [];
  const setup = makeSetup({ config });
  const { store } = makeFakeStore();
  system.received.length = 0;
  system.connected.length = 0;
  const toolbox = makeToolbox({
    offered: definitionsOf(config, config === everything),
    tenantTools: connectionTools(config.connections),
    ...{ clock, log: silentLog },
    context: {
      ...{ callerNumber: '+12025550177', hours: config.hours },
      store: { takeMessage: async (_, message) => void effects.push({ kind: 'message', message }) },
      noteEvent: store.noteEvent,
      declineRecording: async () => void effects.push({ kind: 'recording_declined' }),
      booking: { settings: config, calendar: recordingCalendar(effects), now: () => now },
      texts: {
        async send(wish) {
          // Whatever else is asked of the texts of a call, they know no such text.
          const isKnown = wish.template === 'Directions';
          if (isKnown || Object.keys(wish).length !== 2) effects.push({ kind: 'text', wish });
          return isKnown ? { sent: true } : { sent: false, why: 'no_template' };
        },
      },
      knowledge: {
        async find(question) {
          effects.push({ kind: 'search', question });
          return { confidence: 'none', hits: [] };
        },
        noteGap: () => void effects.push({ kind: 'gap' }),
      },
      transfers: {
        async plan(_, label) {
          const person = config.routing.people.find((one) => one.label === label);
          if (!person) return { kind: 'refused', why: 'unknown_label' };
          effects.push({ kind: 'dial', phone: person.phone });
          return { kind: 'planned', transferId: 't1', label: person.label };
        },
      },
      connections: makeCallConnections(setup, {
        ...{ vault: makeVault(['a-master-key']), policy: system.policy, clock: systemClock, log: silentLog },
        readSecrets: async () => [],
      }),
    },
  });
  const result = await toolbox.use({ toolCallId: 'call_1', name, argumentsJson });
  for (const [at, to] of system.connected.entries()) {
    const { url = '', method = '' } = system.received[at] ?? {};
    effects.push({ kind: 'request', to, url, method });
  }
  return { result, effects };
}

describe('a hostile model with 500 generated argument sets for each tool', () => {
  it('knows no tool that this page does not', () => {
    announce(`argument sets, ${setsPerTool} for each of ${all.length} tools`);
    expect(all.map(({ name }) => name).sort()).toEqual([...toolNames, connection.name].sort());
    expect(Object.keys(mayHappen).sort()).toEqual(all.map(({ name }) => name).sort());
  });

  it.each(all)(
    'does nothing with $name but what its owner lets it do',
    async ({ name, parameters }) => {
      const seen = { effects: 0, successes: 0 };
      await fc.assert(
        fc.asyncProperty(hostileArguments(parameters, known), async (argumentsJson) => {
          const { result, effects } = await use(everything, name, argumentsJson);

          expect(effects.filter((one) => !mayHappen[name]?.(one))).toEqual([]);
          expect(effects.length).toBeLessThanOrEqual(2);
          if (result?.next !== 'reply') expect([name, result?.ok]).toEqual([name, true]);
          expect(result?.next === 'transfer').toBe(name === 'transfer_call' && result?.ok);
          if (result?.next === 'end_call') expect(name).toBe('end_call');
          expect(JSON.stringify(result)).not.toContain(dana.phone);
          expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
          seen.effects += effects.length;
          seen.successes += result?.ok ? 1 : 0;
        }),
        { numRuns: setsPerTool, seed, examples: [[JSON.stringify(friendly[name])]] },
      );
      expect(seen.successes).toBeGreaterThan(0);
      expect(seen.effects > 0).toBe(!withoutEffect.includes(name));
      expect(seen.successes).toBeLessThan(setsPerTool);
    },
    60_000,
  );

  const offered = definitionsOf(nothing, false).map(({ name }) => name);
  it.each(all.filter(({ name }) => !offered.includes(name)))(
    'does nothing with $name where it is off',
    async (tool) => {
      await fc.assert(
        fc.asyncProperty(hostileArguments(tool.parameters, known), async (argumentsJson) => {
          const { result, effects } = await use(nothing, tool.name, argumentsJson);

          expect(effects).toEqual([]);
          expect(result).toMatchObject({ ok: false, output: { error: 'There is no such tool.' } });
        }),
        { numRuns: setsPerTool, seed },
      );
    },
  );
});
