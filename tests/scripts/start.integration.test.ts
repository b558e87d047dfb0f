import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '@/scripts/house/lock';
import { readRunning } from '@/scripts/house/running-file';
import { isAlive } from '@/supabase/local/process-state';
import { freePortSettings, type StartedProduct, startProduct } from '../support/processes';

const buildAndStartMs = 300_000;
let dataDir: string;
let settings: Record<string, string>;
const started: StartedProduct[] = [];

beforeEach(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'foyer-start-'));
  settings = { DATA_DIR: dataDir, ...(await freePortSettings()) };
});
afterEach(async () => {
  for (const product of started.splice(0)) {
    product.child.kill('SIGTERM');
    await product.ended;
  }
  rmSync(dataDir, { recursive: true, force: true });
});

function start(changes: Record<string, string> = {}): StartedProduct {
  const product = startProduct({ ...settings, ...changes });
  started.push(product);
  return product;
}

describe('npm start refuses, and starts nothing,', () => {
  afterEach(() => expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false));

  it('on a data folder that another start holds, which it names', async () => {
    const lock = takeLock(dataDir);

    const product = start();

    expect((await product.ended).code).toBe(1);
    expect(product.output()).toContain(`${dataDir} is in use by process ${process.pid}, since `);
    lock.release();
  });

  it('on a port in use, which it names with the setting that moves it', async () => {
    const other = createServer().listen(Number(settings.REALTIME_PORT), '127.0.0.1');

    const product = start();

    expect((await product.ended).code).toBe(1);
    expect(product.output()).toContain(
      `Port ${settings.REALTIME_PORT} (realtime server) is in use. Set REALTIME_PORT to another one.`,
    );
    other.close();
  });

  it('in production with what a laptop may do, each problem on its own line', async () => {
    const product = start({ ENVIRONMENT: 'production', PUBLIC_URL: 'http://foyer.test' });

    expect((await product.ended).code).toBe(1);
    expect(product.output()).toContain('\n  - PUBLIC_URL: must be https in production\n');
    expect(product.output()).toContain('\n  - SUPABASE_URL: is required');
    expect(existsSync(path.join(dataDir, 'secrets.json'))).toBe(false);
  });
});

const properProduction = {
  ENVIRONMENT: 'production',
  PUBLIC_URL: 'https://foyer.test',
  REALTIME_PUBLIC_URL: 'https://calls.foyer.test',
  SUPABASE_URL: 'https://db.foyer.test',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_V1StGXR8Z5jdHi6BmyT2qL9c',
  SUPABASE_SECRET_KEY: 'sb_secret_9fQx7LrT3vNw1KzYb8MjHc5Dg2Ps6Ea4',
  SUPABASE_JWT_SECRET: 'c2h0Zm9yLXRlc3RzLW9ubHktN2Q4ZTlmMGExYjJjM2Q0',
  NEXTAUTH_SECRET: 'bmV4dGF1dGgtZm9yLXRlc3RzLTkxODI3MzY0NTU0NjM3',
  INTERNAL_API_SECRET: '6a1f0c9e8b7d4352a1b2c3d4e5f60718',
  ENCRYPTION_KEY: 'ZW5jcnlwdGlvbi1mb3ItdGVzdHMtMTIzNDU2Nzg5MA',
  OPENAI_API_KEY: 'sk-live',
  TWILIO_AUTH_TOKEN: 'b2c3d4e5f60718293a4b5c6d7e8f9012',
  SMTP_URL: 'smtps://mail.foyer.test',
};

it('npm start says so when the settings of a production are good, and starts neither database nor practice', async () => {
  const product = start(properProduction);

  await product.says('starting the realtime server');

  expect(product.output()).toContain('Production validation passed');
  expect(product.output()).not.toMatch(/starting (the database|practice)/);
  expect(existsSync(path.join(dataDir, 'secrets.json'))).toBe(false);
});

const everyoneGone = (pids: number[]) => pids.filter(isAlive);

describe('npm start', () => {
  it(
    'brings everything up, and Ctrl-C ends every process that it started',
    async () => {
      const product = start();
      await product.says('Foyer is ready.');
      const pids = product.pids();

      const running = readRunning(dataDir);
      expect((await fetch(`${running?.portalUrl}/sign-in`)).status).toBe(200);
      expect((statSync(path.join(dataDir, 'running.json')).mode & 0o777).toString(8)).toBe('600');
      expect(pids.length).toBeGreaterThan(5);

      product.child.kill('SIGINT');

      expect((await product.ended).code).toBe(0);
      expect(everyoneGone(pids)).toEqual([]);
      expect(readRunning(dataDir)).toBeNull();
    },
    buildAndStartMs,
  );

  it(
    'takes over from a start that was killed, with its data and secrets',
    async () => {
      const first = start();
      await first.says('Foyer is ready.');
      const pids = first.pids();
      const secrets = readFileSync(path.join(dataDir, 'secrets.json'), 'utf8');
      for (const pid of pids.slice(0, 2)) process.kill(pid, 'SIGKILL');
      await first.ended;

      const second = start();
      await second.says('Foyer is ready.');

      expect(second.output()).toContain('taking over from a start that was killed');
      expect(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8')).toBe(secrets);
      const running = readRunning(dataDir);
      expect((await fetch(`${running?.portalUrl}/sign-in`)).status).toBe(200);

      second.child.kill('SIGTERM');
      await second.ended;
      expect(everyoneGone(pids)).toEqual([]);
    },
    buildAndStartMs,
  );
});
