import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealSecret } from '@/lib/connection/secret';
import { makeVault } from '@/lib/platform/crypto';
import { mintTenantId } from '@/lib/platform/ids';
import { startDatabase, type TestApi, type TestDatabase } from '../support/database';

const [older, newer] = ['b2xkZXIta2V5LW9mLXRoZS10ZXN0cy0wMTIzNDU2Nzg5', 'bmV3ZXIta2V5LW9mLXRoZS10ZXN0cy05ODc2NTQzMjEw'];
const place = { tool: 'find_order', header: 'authorization', origin: 'https://api.example.com' };

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await startDatabase();
  api = await database.api();
  const [tenant] = await database.sql`select id from tenants limit 1`;
  const { sealed } = sealSecret(makeVault([older]), mintTenantId(tenant?.id), place, 'Bearer sk-canary-1');
  await database.sql`insert into connection_secrets ${database.sql({ tenant_id: tenant?.id, ...place, sealed })}`;
}, 60_000);
afterAll(() => database?.close());

async function rotate(env: Record<string, string>, ...args: string[]) {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn('node_modules/.bin/node', ['--import', 'tsx', 'scripts/keys/rotate.ts', ...args], {
    env: { NODE_ENV: 'test', PATH, HOME, ...api.source, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exited, out, err };
}

it('npm run keys:rotate says what it cannot open, seals the rest anew, and then has nothing left to do', async () => {
  const blind = await rotate({ ENCRYPTION_KEY: newer });
  expect(blind).toMatchObject({ code: 1, out: expect.stringContaining('1 can be opened by no key given here') });

  const both = { ENCRYPTION_KEY: newer, ENCRYPTION_KEY_PREVIOUS: `${older}, ${newer}` };
  const { keyId } = makeVault([newer]);
  const done = await rotate(both, '--json');
  expect({ ...done, out: JSON.parse(done.out) }).toEqual({
    code: 0,
    err: '',
    out: { keyId, resealed: 1, unopened: 0 },
  });

  const again = await rotate({ ENCRYPTION_KEY: newer });
  expect(again).toMatchObject({
    code: 0,
    out: `0 sealed anew with key ${keyId}. Nothing is left with an older key.\n`,
  });

  const weak = await rotate({ ENCRYPTION_KEY: 'short' });
  expect(weak).toMatchObject({ code: 1, err: expect.stringContaining('ENCRYPTION_KEY: must have at least 32') });
}, 60_000);
