import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDatabase, type TestDatabase } from '../support/database';
import { closeStreams, endAllCalls, formBody, incomingParams, post, sign, ticketIn } from '../support/line-carrier';
import { accountSid, authToken, type LineHouse, openLine, until } from '../support/line-house';

let database: TestDatabase;
let house: LineHouse;
const path = '/phone/incoming-realtime';
const url = `https://voice.foyer.test${path}`;

beforeAll(async () => {
  database = await startDatabase();
  house = await openLine({ api: await database.api() });
});
afterAll(async () => {
  closeStreams();
  await house?.close();
  await database?.close();
});

async function rowCounts() {
  const [counts] = await database.sql`
    select (select count(*) from calls) as calls, (select count(*) from call_tickets) as tickets,
      (select count(*) from call_events) as events`;
  return counts;
}

const params = incomingParams();
const good = sign(url, params);
const sha256Signature = createHmac('sha256', authToken).update(url).digest('base64');

describe('a webhook that the carrier did not sign', () => {
  it.each<[string, { path?: string; headers?: Record<string, string>; body?: string }]>([
    ['has an empty signature', { headers: { 'x-twilio-signature': '' } }],
    ['has a random signature', { headers: { 'x-twilio-signature': 'q8pXbO1uHsRFkBTqQ7tYwEY0p0A=' } }],
    ['is signed for another host', { headers: { 'x-twilio-signature': sign(`https://other.test${path}`, params) } }],
    ['is signed for another path', { headers: { 'x-twilio-signature': sign(`${url}/x`, params) } }],
    ['is signed for http', { headers: { 'x-twilio-signature': sign(url.replace('https', 'http'), params) } }],
    ['is signed for other values', { headers: { 'x-twilio-signature': sign(url, { ...params, To: '+1202' }) } }],
    ['is signed with another token', { headers: { 'x-twilio-signature': sign(url, params, 'not-the-token') } }],
    ['is signed with SHA-256', { headers: { 'x-twilio-signature': sha256Signature } }],
    ['has a parameter more', { body: `${formBody(params)}&Extra=1`, headers: { 'x-twilio-signature': good } }],
    [
      'has a parameter twice, with the same value',
      { body: `${formBody(params)}&To=${encodeURIComponent('+12025550101')}`, headers: { 'x-twilio-signature': good } },
    ],
    [
      'has a parameter twice',
      { body: `${formBody(params)}&To=%2B12025550102`, headers: { 'x-twilio-signature': good } },
    ],
    [
      'has a parameter less',
      { body: formBody(params).replace(/&From=[^&]*/, ''), headers: { 'x-twilio-signature': good } },
    ],
    ['came to the address with a slash', { path: `${path}/`, headers: { 'x-twilio-signature': good } }],
    ['came with a query', { path: `${path}?a=1`, headers: { 'x-twilio-signature': good } }],
    [
      'claims another host through a proxy',
      {
        headers: {
          'x-twilio-signature': sign(`https://evil.test${path}`, params),
          'x-forwarded-host': 'evil.test',
          'x-forwarded-proto': 'https',
        },
      },
    ],
    ['is JSON', { body: JSON.stringify(params), headers: { 'content-type': 'application/json' } }],
  ])('is 403 and leaves no row when it %s', async (_, change) => {
    const before = await rowCounts();

    const answer = await post(house, change.path ?? path, params, change);

    expect(answer.status).toBe(403);
    expect(await rowCounts()).toEqual(before);
  });

  it('is 403 without a signature, and every webhook is behind the same door', async () => {
    for (const door of [path, '/phone/stream-ended', '/phone/status']) {
      const answer = await fetch(`${house.url}${door}`, { method: 'POST', body: new URLSearchParams(params) });
      expect(answer.status).toBe(403);
    }
  });

  it('is 403 for an account that we do not know, even with a good token', async () => {
    const theirs = incomingParams({ AccountSid: `AC${'2'.repeat(32)}` });

    expect((await post(house, path, theirs)).status).toBe(403);
  });

  it('leaves one audit event for an address, however many came', async () => {
    const rows = await until(
      () =>
        database.sql`select * from audit_events where event_type = 'phone.signature_refused'`.then(
          (all) => all.length > 0 && all,
        ),
      'the audit event',
    );

    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ severity: 'warning', actor_kind: 'visitor', details: { door: 'webhook' } });
    expect([...(await database.sql`select * from verify_audit()`)]).toEqual([]);
  });
});

describe('a webhook that the carrier signed', () => {
  it('is answered the same with its parameters in any order', async () => {
    const body = Object.entries(params)
      .reverse()
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&');

    expect((await post(house, path, params, { body })).status).toBe(200);
  });

  it('is one call and one answer when fifty copies of it come at once', async () => {
    const copied = incomingParams();

    const answers = await Promise.all(Array.from({ length: 50 }, () => post(house, path, copied)));

    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const calls = await database.sql`select id from calls where carrier_call_sid = ${copied.CallSid ?? ''}`;
    expect(calls).toHaveLength(1);
    expect(await database.sql`select 1 from call_tickets where call_id = ${calls[0]?.id}`).toHaveLength(1);
  });

  it('is one call and one answer when another replica gets the copy', async () => {
    await using other = await openLine({ api: await database.api() });
    const copied = incomingParams();

    const [here, there] = await Promise.all([post(house, path, copied), post(other, path, copied)]);

    expect(here.body).toBe(there.body);
    expect(await database.sql`select 1 from calls where carrier_call_sid = ${copied.CallSid ?? ''}`).toHaveLength(1);
  });

  it('is told politely that an unknown number is not in service, and makes no row', async () => {
    const before = await rowCounts();

    const answer = await post(house, path, incomingParams({ To: '+12025550999' }));

    expect(answer.body).toMatch(
      /<Response><Say>We are sorry, this number is not in service.*<\/Say><Hangup\/><\/Response>/,
    );
    expect(await rowCounts()).toEqual(before);
  });

  it('is told politely of a suspended business, and of a busy one', async () => {
    await database.sql`update tenants set status = 'suspended' where slug = 'rapid-rooter'`;
    const suspended = await post(house, path, incomingParams({ To: '+12025550102' }));
    await database.sql`update tenants set status = 'active' where slug = 'rapid-rooter'`;
    expect(suspended.body).toContain('Rapid Rooter Plumbing cannot take calls at the moment');
    expect(suspended.body).not.toContain('<Connect');

    const [live] = await database.sql`
      select (config #>> '{limits,maxLiveCalls}')::int as cap from agent_versions
      join tenants on tenants.id = tenant_id and live_version = number where slug = 'rapid-rooter'`;
    const asked = Array.from({ length: live?.cap + 2 }, () => incomingParams({ To: '+12025550102' }));
    const answers = await Promise.all(asked.map((one) => post(house, path, one)));
    expect(answers.filter(({ body }) => body.includes('<Connect'))).toHaveLength(live?.cap);
    expect(answers.filter(({ body }) => /lines are busy/.test(body))).toHaveLength(2);
    await endAllCalls(database.sql);
  });

  it('is 400 when a value is not what the carrier sends', async () => {
    const twice = { ...incomingParams(), CallSid: ['CA1', 'CA2'] };
    const odd = incomingParams({ CallSid: '../../etc' });

    expect((await post(house, path, twice)).status).toBe(400);
    expect((await post(house, path, odd)).status).toBe(400);
    expect((await post(house, path, { AccountSid: accountSid, __proto__x: '1' })).status).toBe(400);
    expect('x' in {}).toBe(false);
  });

  it('is 413 when it is larger than 64 KiB', async () => {
    const answer = await post(house, path, params, { body: `A=${'a'.repeat(70_000)}` }).catch(() => ({ status: 413 }));

    expect(answer.status).toBe(413);
  });

  it('carries an opaque ticket that says nothing of the tenant', async () => {
    const answer = await post(house, path, incomingParams());

    expect(ticketIn(answer.body)).toMatch(/^[\w-]{43}$/);
    expect(answer.body.match(/<Parameter/g)).toHaveLength(1);
  });
});

it('gives every answer the headers that keep a browser out of it', async () => {
  for (const page of ['/health', '/livez', '/readyz', '/nothing']) {
    const { headers } = await fetch(`${house.url}${page}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('strict-transport-security')).toContain('max-age');
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

it('opens its figures to this machine and to the internal secret alone', async () => {
  const asked = (headers: Record<string, string>) => fetch(`${house.url}/metrics`, { headers }).then((r) => r.status);

  expect(await asked({})).toBe(200);
  expect(await asked({ 'x-forwarded-for': '127.0.0.1' })).toBe(404);
  expect(
    await asked({ 'x-forwarded-for': '127.0.0.1', authorization: 'Bearer k3Jx8QmZ1vYt6RwB9sLp2NcD5gHf7Ea0' }),
  ).toBe(200);
  expect(await asked({ 'x-forwarded-for': '127.0.0.1', authorization: 'Bearer k3Jx8QmZ1vYt6RwB9sLp2NcD5gHf7Ea' })).toBe(
    404,
  );
});
