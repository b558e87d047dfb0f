import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openConfigCache } from '@/realtime-server/admission/config-cache';
import { makeFakeClock } from '../../support/fake-clock';
import { makeConfig } from '../../support/make-config';

let dataDir: string;
const number = '+12025550101';
const entry = {
  tenantId: '9d2a4e61-0b3f-4c8e-8a57-5e1f7b9c2d02',
  versionNumber: 3,
  config: makeConfig(),
  previousConfig: null,
  platformDefaults: {},
};

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-cache-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function open(secret = 'a-secret-of-the-tests', clock = makeFakeClock()) {
  return openConfigCache({ dataDir, secret, clock, log: pino({ level: 'silent' }) });
}

it('remembers over a restart, in a file that nobody else reads', async () => {
  const cache = await open();
  cache.remember(number, entry);
  await cache.close();

  expect((await open()).find(number)).toMatchObject(entry);
  expect((await open()).fallbackOf(number).number).toBe('+12025550199');
  expect(statSync(path.join(dataDir, 'config-cache.json')).mode & 0o777).toBe(0o600);
});

it('believes nothing that another secret signed', async () => {
  const cache = await open();
  cache.remember(number, entry);
  await cache.close();

  expect((await open('another-secret-of-the-tests')).find(number)).toBeNull();
});

it('forgets a number after a day, and when it is told to', async () => {
  const clock = makeFakeClock();
  const cache = await open(undefined, clock);
  cache.remember(number, entry);

  clock.advance(24 * 60 * 60 * 1000);
  expect(cache.find(number)).not.toBeNull();
  clock.advance(1);
  expect(cache.find(number)).toBeNull();

  cache.remember(number, entry);
  cache.forget(number);
  expect(cache.find(number)).toBeNull();
});
