import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../support/stack';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ processes: ['practice'], ownPostgres: true });
});
afterAll(() => stack.close());

const countTenants = async () => (await stack.service.from('tenants').select('id')).data?.length;

describe('the processes of a running product', () => {
  it('come back when one is killed, with what they had stored', async () => {
    expect(await countTenants()).toBe(2);

    await stack.killAndWait('database');

    expect(await countTenants()).toBe(2);
  });

  it('come back when Postgres itself is killed', async () => {
    stack.kill('postgres');

    await expect.poll(countTenants, { timeout: 30_000, interval: 200 }).toBe(2);
  });

  it('come back on their own port when practice is killed', async () => {
    const before = stack.pidOf('practice');

    await stack.killAndWait('practice');

    expect(stack.pidOf('practice')).not.toBe(before);
    expect((await fetch(`${stack.urls.practice}/health`)).status).toBe(200);
  });
});
