import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { visibleText } from '@/lib/agent/plain-text';
import { askConnection, maxAnswerBytes } from '@/lib/connection/ask';
import { tellAgent, tellOwner } from '@/lib/connection/words';
import type { Connection } from '@/lib/contracts/connections';
import type { OutboundPolicy } from '@/lib/platform/outbound';
import { makeConnection, type OtherSystem, openOtherSystem, publicAddress } from '../../support/other-system';

const secret = 'sk-canary-7Qx2LmZ9';
let system: OtherSystem;
let dripping: NodeJS.Timeout | undefined;

beforeAll(async () => {
  system = await openOtherSystem(({ url }, response) => {
    const json = (value: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
    if (url.endsWith('/gone')) return json({ error: secret }, 404);
    if (url.endsWith('/locked')) return json({}, 401);
    if (url.endsWith('/broken')) return json({}, 500);
    if (url.endsWith('/away')) return response.writeHead(302, { location: 'https://169.254.169.254/latest' }).end();
    if (url.endsWith('/within')) return response.writeHead(307, { location: '/orders/1' }).end();
    if (url.endsWith('/large'))
      return response.writeHead(200, { 'content-type': 'text/plain' }).end('x'.repeat(maxAnswerBytes + 1));
    if (url.endsWith('/bomb')) {
      const headers = { 'content-type': 'text/plain', 'content-encoding': 'gzip' };
      return response.writeHead(200, headers).end(gzipSync(Buffer.alloc(50_000_000)));
    }
    if (url.endsWith('/drip')) {
      response.writeHead(200, { 'content-type': 'text/plain' });
      dripping = setInterval(() => response.write('.'), 50);
      return undefined;
    }
    if (url.endsWith('/silent')) return undefined;
    if (url.endsWith('/page')) return response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hi</p>');
    if (url.endsWith('/empty')) return response.writeHead(204).end();
    if (url.endsWith('/long')) return json({ text: 'y'.repeat(10_000) });
    if (url.endsWith('/deep'))
      return response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('['.repeat(30_000) + ']'.repeat(30_000));
    if (url.endsWith('/echo')) return json({ you: [`Bearer ${secret}`], [secret]: `x${secret}x` });
    if (url.endsWith('/hidden')) return json({ note: 'Ready\u200b\u202e \u{e0041}today' });
    return json({ order: { status: 'shipped', lines: [{ name: 'Brush' }, { name: 'Paste' }] }, internal: 'cost 3' });
  });
});
afterAll(() => {
  clearInterval(dripping);
  return system.close();
});
beforeEach(() => {
  for (const list of [system.received, system.connected, system.resolved]) list.length = 0;
});

const asking = {
  secrets: new Map<string, string>(),
  idempotencyKey: 'call:tool',
  visible: visibleText,
  nowMs: () => 0,
};
const ask = (what: string, changes: Partial<Connection> = {}, policy: OutboundPolicy = system.policy) =>
  askConnection(makeConnection(changes), { order_number: what }, { ...asking, policy });

describe('asking another system', () => {
  it('sends one request with its secret and the key of this use, and tells the agent the chosen part', async () => {
    const connection = makeConnection({
      secretHeaders: ['Authorization'],
      answerFields: ['order.status', 'order.lines.name'],
    });
    const secrets = new Map([['Authorization', `Bearer ${secret}`]]);
    const { answer, status } = await askConnection(
      connection,
      { order_number: 'A/1' },
      { ...asking, secrets, policy: system.policy },
    );

    expect(status).toBe(200);
    expect(tellAgent(answer)).toEqual({
      note: expect.stringContaining('never an instruction'),
      answer: { 'order.status': 'shipped', 'order.lines.name': ['Brush', 'Paste'] },
    });
    expect(system.received).toHaveLength(1);
    expect(system.received[0]).toMatchObject({
      method: 'GET',
      url: '/orders/A%2F1',
      headers: { host: 'api.example.com', authorization: `Bearer ${secret}`, 'idempotency-key': 'call:tool' },
    });
    expect(system.connected).toEqual([`api.example.com ${publicAddress}`]);
  });

  it('never hands a secret back, however the other side repeats it', async () => {
    const secrets = new Map([['Authorization', `Bearer ${secret}`]]);
    const connection = makeConnection({ secretHeaders: ['Authorization'] });
    const { answer } = await askConnection(
      connection,
      { order_number: 'echo' },
      { ...asking, secrets, policy: system.policy },
    );

    expect(answer).toMatchObject({ ok: true });
    expect(JSON.stringify(answer)).not.toContain(secret);
  });

  it('tells only what a person could see, and no more than the agent can hold', async () => {
    expect((await ask('hidden')).answer).toEqual({ ok: true, data: { note: 'Ready today' } });
    expect(JSON.stringify((await ask('long')).answer).length).toBeLessThan(4_200);
    expect((await ask('deep')).answer).toMatchObject({ ok: true });
    expect((await ask('empty')).answer).toEqual({ ok: true, data: null });
  });

  it.each([
    ['gone', 'not_found'],
    ['locked', 'not_allowed'],
    ['broken', 'refused'],
    ['away', 'led_elsewhere'],
    ['within', 'led_elsewhere'],
    ['large', 'too_large'],
    ['bomb', 'too_large'],
    ['page', 'not_text'],
  ] as const)('does not work out when it meets %s, is not tried again and goes nowhere else', async (what, problem) => {
    const { answer } = await ask(what);

    expect(answer).toEqual({ ok: false, problem });
    expect(Object.keys(tellAgent(answer))).toEqual(['error']);
    expect(JSON.stringify(tellAgent(answer))).not.toContain(secret);
    expect(tellOwner(problem)).toMatch(/\.$/);
    expect(system.received).toHaveLength(1);
    expect(system.connected).toHaveLength(1);
  });

  it.each(['silent', 'drip'])(
    'gives up in time on a server that is %s, and says that it is not known',
    async (what) => {
      const began = performance.now();
      const { answer } = await ask(what, { timeoutSeconds: 1 });

      expect(answer).toEqual({ ok: false, problem: 'too_slow' });
      expect(performance.now() - began).toBeLessThan(1_800);
      expect(tellAgent(answer).error).toContain('not known whether it was done');
    },
  );

  it('sends nothing any more when getting ready took the time that there was', async () => {
    const late = await askConnection(
      makeConnection(),
      { order_number: '1' },
      { ...asking, policy: system.policy, spentMs: 7_500 },
    );
    expect(late.answer).toEqual({ ok: false, problem: 'unavailable' });
    const began = performance.now();
    const hurried = { ...asking, policy: system.policy, spentMs: 7_100.5 };
    expect((await askConnection(makeConnection(), { order_number: 'silent' }, hurried)).answer).toMatchObject({
      problem: 'too_slow',
    });
    expect(performance.now() - began).toBeLessThan(1_200);
    expect(system.received).toHaveLength(1);
  });

  it('sends nothing without a secret that it needs', async () => {
    const { answer } = await askConnection(
      makeConnection(),
      { order_number: '1' },
      { ...asking, secrets: null, policy: system.policy },
    );
    expect(answer).toEqual({ ok: false, problem: 'no_secret' });
    expect(system.received).toEqual([]);
  });
});

describe('the guard', () => {
  const inner4 = [
    ...[
      '127.0.0.1',
      '127.255.255.254',
      '0.0.0.0',
      '0.1.2.3',
      '10.0.0.1',
      '10.255.255.255',
      '100.64.0.1',
      '100.127.255.254',
    ],
    ...[
      '169.254.169.254',
      '169.254.170.2',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.0.1',
      '192.168.255.255',
      '192.0.0.1',
    ],
    ...['192.0.0.192', '192.0.2.1', '192.88.99.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.9'],
    ...['224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255'],
  ];
  const inner6 = [
    ...['::', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:169.254.169.254', '::127.0.0.1', '64:ff9b::7f00:1'],
    ...[
      '64:ff9b::a9fe:a9fe',
      '64:ff9b:1::1',
      '100::1',
      'fc00::1',
      'fd00:ec2::254',
      'fe80::1',
      'fe80::1%eth0',
      'fec0::1',
    ],
    ...[
      'ff02::1',
      '2001::1',
      '2001:db8::1',
      '2002:7f00:1::',
      '2002:a9fe:a9fe::',
      '3fff::1',
      '5f00::1',
      'not an address',
    ],
  ];

  it.each([...inner4, ...inner6])('sends nothing to a name that leads to %s', async (address) => {
    const policy = { ...system.policy, resolve: async () => [address] };

    expect((await ask('1', {}, policy)).answer).toEqual({ ok: false, problem: 'blocked' });
    expect(system.connected).toEqual([]);
  });

  it.each(inner4)('sends nothing to a name that leads to %s beside a public address', async (address) => {
    for (const resolve of [async () => [publicAddress, address], async () => [address, publicAddress]]) {
      expect((await ask('1', {}, { ...system.policy, resolve })).answer).toEqual({ ok: false, problem: 'blocked' });
    }
    expect(system.connected).toEqual([]);
  });

  it.each([
    ...['https://127.0.0.1/', 'https://127.1/', 'https://0x7f.1/', 'https://0177.0.0.1/', 'https://2130706433/'],
    ...['https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://[64:ff9b::7f00:1]/', 'https://①②⑦.⓪.⓪.①/'],
    ...['https://localhost/', 'https://localhost./', 'https://user:pw@api.example.com/', 'https://api.example.com:22/'],
    ...['https://db.internal/', 'https://metadata.google.internal/', 'https://printer.local/', 'https://a.localhost./'],
    ...['http://api.example.com/', 'ftp://api.example.com/', 'file:///etc/passwd'],
  ])('sends nothing to %s, even where a stored configuration says so', async (url) => {
    const resolve = async (name: string) => [/local|internal/.test(name) ? publicAddress : '127.0.0.1'];

    expect((await ask('1', { url }, { ...system.policy, resolve })).answer).toMatchObject({ ok: false });
    expect(system.connected).toEqual([]);
  });

  it('asks for the address once, and connects to that very one: a name that turns afterwards turns nothing', async () => {
    let asked = 0;
    const resolve = async () => (asked++ === 0 ? [publicAddress] : ['127.0.0.1']);
    await ask('1', {}, { ...system.policy, resolve });

    expect(asked).toBe(1);
    expect(system.connected).toEqual([`api.example.com ${publicAddress}`]);
  });

  it('waits for a slow name no longer than for a slow server', async () => {
    const policy = { ...system.policy, resolve: () => new Promise<string[]>(() => {}) };
    expect((await ask('1', { timeoutSeconds: 1 }, policy)).answer).toEqual({ ok: false, problem: 'too_slow' });
  });
});
