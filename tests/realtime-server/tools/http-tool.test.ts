import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toolDefinitions } from '@/lib/agent/tool-definitions';
import type { Connection } from '@/lib/contracts/connections';
import { defaultHours } from '@/lib/contracts/hours';
import { systemClock } from '@/lib/platform/clock';
import { makeVault } from '@/lib/platform/crypto';
import { makeCallConnections } from '@/realtime-server/connections/call-connections';
import { connectionTools } from '@/realtime-server/tools/http-tool';
import { makeToolbox } from '@/realtime-server/tools/toolbox';
import { makeFakeStore, makeSetup, silentLog } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';
import { makeConnection, type OtherSystem, openOtherSystem } from '../../support/other-system';

let system: OtherSystem;

beforeAll(async () => {
  system = await openOtherSystem((_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"shipped"}'),
  );
});
afterAll(() => system.close());
beforeEach(() => {
  system.received.length = 0;
  system.connected.length = 0;
});

const everything = makeConnection({
  method: 'POST',
  url: 'https://api.example.com/shops/{shop}/orders?kind={kind}',
  confirmFirst: true,
  parameters: [
    { name: 'shop', kind: 'text', description: 'Which shop', required: true, maxLength: 20, choices: [] },
    {
      name: 'kind',
      kind: 'choice',
      description: 'Which kind',
      required: false,
      maxLength: 20,
      choices: ['open', 'done'],
    },
    { name: 'amount', kind: 'number', description: 'How many', required: false, maxLength: 20, choices: [] },
    { name: 'gift', kind: 'yes_no', description: 'As a gift', required: false, maxLength: 20, choices: [] },
  ],
});

function makeBox(connection: Connection) {
  const setup = makeSetup({ config: makeConfig({ connections: { enabled: true, tools: [connection] } }) });
  const record = makeFakeStore();
  const toolbox = makeToolbox({
    offered: toolDefinitions(setup.config),
    tenantTools: connectionTools(setup.config.connections),
    context: {
      declineRecording: async () => {},
      ...{ callerNumber: null, hours: defaultHours, store: record.store, noteEvent: record.store.noteEvent },
      connections: makeCallConnections(setup, {
        ...{ vault: makeVault(['a-master-key']), policy: system.policy, clock: systemClock, log: silentLog },
        readSecrets: async () => [],
      }),
    },
    clock: systemClock,
    log: silentLog,
  });
  let uses = 0;
  const use = (input: unknown, toolCallId = `call_${uses++}`) =>
    toolbox.use({
      toolCallId,
      name: connection.name,
      argumentsJson: typeof input === 'string' ? input : JSON.stringify(input),
    });
  return { use, record };
}

const good = { shop: 'north', kind: 'open', amount: 2, gift: true, caller_confirmed: true };

describe('a connection as a tool', () => {
  it('sends what was checked, each where it belongs', async () => {
    const { use, record } = makeBox(everything);

    expect(await use(good)).toMatchObject({ ok: true, output: { answer: { status: 'shipped' } } });
    expect(system.received).toMatchObject([
      { method: 'POST', url: '/shops/north/orders?kind=open', body: '{"amount":2,"gift":true}' },
    ]);
    expect(record.events.map(([kind]) => kind)).toEqual(['connection_used']);
  });

  it('is used once for one id, however often it comes', async () => {
    const { use } = makeBox(everything);
    await Promise.all([use(good, 'same'), use(good, 'same'), use({ ...good, shop: 'south' }, 'same')]);

    expect(system.received).toHaveLength(1);
  });

  it.each([
    ['a detail too many', { ...good, tenant_id: 'other' }],
    ['a detail too few', { caller_confirmed: true }],
    ['an empty detail', { ...good, shop: '  ' }],
    ['a choice of its own', { ...good, kind: 'open&admin=1' }],
    ['a number in words', { ...good, amount: '2' }],
    ['a number without end', '{"shop":"north","amount":1e999,"caller_confirmed":true}'],
    ['a line of its own', { ...good, shop: 'north\r\nHost: evil.example' }],
    ['half a character', { ...good, shop: '\ud800' }],
    ['the folder above', { ...good, shop: '..' }],
    ['too much', { ...good, shop: 'x'.repeat(21) }],
    ['a prototype', '{"shop":"north","caller_confirmed":true,"__proto__":{"url":"https://evil.example"}}'],
    ['no yes', { ...good, caller_confirmed: false }],
    ['a yes in words', { ...good, caller_confirmed: 'true' }],
    ['no JSON', '{'],
  ])('sends nothing when it is given %s', async (_, input) => {
    const { use } = makeBox(everything);

    expect(await use(input)).toMatchObject({ ok: false, output: { error: expect.any(String) } });
    expect(system.received).toEqual([]);
    expect(system.connected).toEqual([]);
  });

  it('goes nowhere but where its owner sends it, whatever 500 generated sets of arguments say', async () => {
    const nasty = fc.constantFrom(
      ...[
        '..',
        '.',
        '../..',
        '%2e%2e',
        '//evil.example',
        '\\\\evil',
        '@evil.example',
        'x@evil.example:80',
        '{shop}',
        '{kind}',
      ],
      ...[
        '?a=b',
        '#',
        'a&kind=done',
        '\r\nX: y',
        '\u0000',
        '‮',
        '𝕝𝕠𝕔𝕒𝕝',
        '%00',
        ';',
        '$&',
        "$'",
        '169.254.169.254',
        'a/b',
      ],
    );
    const text = fc.oneof(
      nasty,
      fc.string({ unit: 'binary', maxLength: 25 }),
      fc.tuple(nasty, nasty).map((two) => two.join('')),
    );
    const anything = fc.oneof(
      text,
      fc.json().map((json) => JSON.parse(json) as unknown),
    );
    const sets = fc.record(
      {
        shop: text,
        kind: fc.oneof(fc.constantFrom('open', 'done'), anything),
        amount: fc.oneof(fc.double(), anything),
        caller_confirmed: fc.constant(true),
      },
      { requiredKeys: ['shop', 'caller_confirmed'] },
    );
    let sent = 0;

    await fc.assert(
      fc.asyncProperty(sets, async (input) => {
        system.received.length = 0;
        system.connected.length = 0;
        await makeBox(everything).use(input);
        sent += system.received.length;
        for (const { method, url, headers } of system.received) {
          expect(method).toBe('POST');
          expect(url).toBe(
            `/shops/${encodeURIComponent(input.shop.trim())}/orders${'kind' in input ? `?kind=${String(input.kind)}` : ''}`,
          );
          expect(headers.host).toBe('api.example.com');
        }
        expect(system.connected.filter((where) => !where.startsWith('api.example.com '))).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(sent).toBeGreaterThan(50);
  }, 60_000);
});
