import { afterEach, expect, it } from 'vitest';
import { closeStreams, incomingParams, openStream, post } from '../support/line-carrier';
import { openLine } from '../support/line-house';

afterEach(closeStreams);

it('is alive and ready without a database, and says what it lacks', async () => {
  await using house = await openLine({
    healthChecks: {
      database: () => Promise.reject(new Error('Away.')),
      voice_model: () => Promise.resolve(),
    },
  });
  const health = await fetch(`${house.url}/health`);

  expect(health.status).toBe(200);
  expect(await health.json()).toEqual({
    status: 'degraded',
    environment: 'test',
    services: {
      api: 'operational',
      database: 'unavailable',
      voice_model: 'operational',
      vector_db: 'unavailable',
      cache: 'operational',
    },
    security: {
      authentication_required: true,
      https_enforced: true,
      rate_limiting_enabled: true,
      pii_masking_enabled: true,
    },
  });
  expect((await fetch(`${house.url}/livez`)).status).toBe(200);
  expect((await fetch(`${house.url}/readyz`)).status).toBe(200);
});

it('answers about its health in time when a thing it leans on does not answer, and asks once in five seconds', async () => {
  let asked = 0;
  await using house = await openLine({
    healthChecks: {
      database: (signal) => {
        asked += 1;
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('Too long.'))));
      },
    },
  });
  const began = performance.now();
  await Promise.all([1, 2, 3].map(() => fetch(`${house.url}/health`)));

  expect(performance.now() - began).toBeLessThan(500);
  expect(asked).toBe(1);
});

it('answers only the routes it has, by their methods', async () => {
  await using house = await openLine();

  expect((await fetch(`${house.url}/phone/nothing`, { method: 'POST' })).status).toBe(404);
  expect((await fetch(`${house.url}/phone/incoming-realtime`)).status).toBe(405);
  expect((await fetch(`${house.url}/health`, { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${house.url}/_system`)).status).toBe(404);
});

it('lets nobody new in while it drains', async () => {
  await using house = await openLine();
  house.server.drain();

  const answer = await post(house, '/phone/incoming-realtime', incomingParams());

  expect((await fetch(`${house.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${house.url}/livez`)).status).toBe(200);
  expect(answer.body).toMatch(/<Response><Say>We are sorry, we cannot take your call.*<Hangup\/><\/Response>/);
  await expect(openStream(house)).rejects.toThrow('refused with 503');
});
