import { describe, expect, it } from 'vitest';
import { makeRequest } from '@/lib/connection/request';
import { connectionSchema, connectionsSchema } from '@/lib/contracts/connections';
import { makeConnection } from '../../support/other-system';

const wrong = (changes: Parameters<typeof makeConnection>[0]) =>
  connectionSchema
    .safeParse(makeConnection(changes))
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

const given = { idempotencyKey: 'call:tool', secrets: new Map<string, string>() };

describe('the address of a connection', () => {
  it('is taken as it stands, with details in path and query', () => {
    expect(wrong({})).toBeUndefined();
    expect(wrong({ url: 'https://api.example.com/v1/orders?number={order_number}&kind=open' })).toBeUndefined();
  });

  it.each([
    ['http://api.example.com/', 'begins with https'],
    ['https://{order_number}.example.com/', 'cannot be filled in'],
    ['https://api.example.com{order_number}/x', 'cannot be filled in'],
    ['https://api.{order_number}/x', 'cannot be filled in'],
    ['https://user:pw@api.example.com/', 'no name or password'],
    ['https://{order_number}@evil.example/', 'cannot be filled in'],
    ['https://api.example.com:8443/', 'usual port'],
    ['https://api.example.com\\@evil.example/', 'no spaces or backslashes'],
    ['https:///evil.example/', 'begins with https'],
    ['https://api.example.com/x#y', 'before the #'],
    ['https://api.example.com/a b', 'no spaces'],
    ['https://api.example.com/\r\nHost: evil', 'no spaces'],
    ['https://127.0.0.1/', 'name of a server'],
    ['https://2130706433/', 'name of a server'],
    ['https://0x7f.1/', 'name of a server'],
    ['https://①②⑦.⓪.⓪.①/', 'name of a server'],
    ['https://[::1]/', 'name of a server'],
    ['https://localhost/', 'name of a server'],
    ['https://ｌｏｃａｌｈｏｓｔ/', 'name of a server'],
    ['https://intranet/', 'name of a server'],
    ['https://api.example.com/{order_number', 'brace'],
    ['https://api.example.com/{unknown}', 'not among the details'],
    ['https://api.example.com/?{order_number}=1', 'Only the value'],
    ['file:///etc/passwd', 'begins with https'],
  ])('is refused as %s', (url, why) => {
    expect(wrong({ url })?.join(' ')).toContain(why);
  });

  it.each([
    '..',
    '.',
    '%2e%2e',
    '../admin',
    '/etc/passwd',
    'a/../../b',
    '?admin=1',
    '#x',
    '@evil.example',
    '\\..\\',
    'x\r\nHost: evil',
  ])('is never left by %j in its path', (order_number) => {
    const request = makeRequest(makeConnection(), { order_number }, given);

    if (request === null) expect(['..', '.']).toContain(order_number);
    else {
      expect(request.url.origin).toBe('https://api.example.com');
      expect(request.url.pathname).toBe(`/orders/${encodeURIComponent(order_number)}`);
      expect(request.url.search + request.url.hash + request.url.username).toBe('');
    }
  });

  it('cannot be left by two halves of a dotted step', () => {
    const half = (name: string) => ({
      ...{ name, kind: 'text' as const, description: 'x', required: true, maxLength: 9, choices: [] },
    });
    const parameters = [half('one'), half('two')];
    for (const url of ['https://api.example.com/a/{one}{two}/b', 'https://api.example.com/a/%2e{one}']) {
      expect(makeRequest(makeConnection({ url, parameters }), { one: '.', two: '.' }, given)).toBeNull();
    }
  });

  it('holds what was filled in as a value of its query, and leaves out what nobody gave', () => {
    const connection = makeConnection({ url: 'https://api.example.com/find?q={order_number}&day={day}' });
    const request = makeRequest(connection, { order_number: 'a&admin=1#{day}' }, given);

    expect(request?.url.href).toBe('https://api.example.com/find?q=a%26admin%3D1%23%7Bday%7D');
  });

  it('takes what has no place in it as a query of a look-up, and as JSON of a change', () => {
    const url = 'https://api.example.com/orders';
    expect(makeRequest(makeConnection({ url }), { order_number: 'A 1' }, given)?.url.search).toBe('?order_number=A+1');
    expect(makeRequest(makeConnection({ url, method: 'POST' }), { order_number: 'A"1' }, given)).toMatchObject({
      body: '{"order_number":"A\\"1"}',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'call:tool' },
    });
  });

  it('carries the key of this one use, whatever the model called it', () => {
    const request = makeRequest(
      makeConnection(),
      { order_number: '1' },
      { ...given, idempotencyKey: 'c:t\r\nX-Evil: 1' },
    );
    expect(request?.headers['idempotency-key']).toBe('c:tX-Evil:1');
  });
});

describe('a connection', () => {
  it('has a name of its own, and none of ours', () => {
    expect(wrong({ name: 'end_call' })?.join()).toContain('has something of this name');
    expect(wrong({ name: 'Find Order' })?.join()).toContain('Small letters');
    const twice = connectionsSchema.safeParse({ enabled: true, tools: [makeConnection(), makeConnection()] });
    expect(twice.error?.issues[0]?.message).toBe('Another connection has this name.');
  });

  it.each(['Host', 'content-length', 'Transfer-Encoding', 'Proxy-Authorization', 'X: y', 'a\r\nb', ''])(
    'sets no header %j',
    (name) => {
      expect(wrong({ headers: [{ name, value: 'x' }] })).toBeDefined();
      expect(wrong({ secretHeaders: [name] })).toBeDefined();
    },
  );

  it('sets each header once, and to one line', () => {
    expect(wrong({ headers: [{ name: 'X-Key', value: 'a\r\nb' }] })).toBeDefined();
    expect(wrong({ headers: [{ name: 'X-Key', value: 'a' }], secretHeaders: ['x-key'] })?.join()).toContain('already');
  });

  it('reads what was stored before it had any tools', () => {
    expect(connectionsSchema.parse({ enabled: false })).toEqual({ enabled: false, tools: [] });
  });
});
