import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { root } from '@/scripts/house/plans';
import { readRunning } from '@/scripts/house/running-file';
import { serverFile } from '@/scripts/house/servers';
import { signIn } from './people';

const patient = { timeout: 40_000 };

/** The process of this very product that serves the database's API. */
function databaseProcess(): number {
  const product = readRunning(process.env.DATA_DIR ?? '');
  const server = serverFile(root, 'supabase/local/main');
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' }).split('\n');
  const found = processes
    .map((line) => line.trim().split(/\s+/))
    .find(([, parent, ...command]) => parent === String(product?.pid) && command.includes(server));
  if (!found) throw new Error('The database API of this product was not found.');
  return Number(found[0]);
}

test('with the database away the portal says so, keeps what was typed, and goes on once it is back', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const page = await signIn(browser, 'owner@rapid-rooter.example');
  await page.goto('/rapid-rooter/agent/voice-and-greeting');
  const greeting = page.getByRole('textbox', { name: 'Greeting', exact: true });
  await expect(async () => {
    await greeting.fill('Typed while the database was away.');
    await expect(page.getByRole('button', { name: 'Save to draft' }).first()).toBeEnabled({ timeout: 1_000 });
  }).toPass();

  const database = databaseProcess();
  const other = await page.context().newPage();
  process.kill(database, 'SIGSTOP');
  try {
    await Promise.all([
      (async () => {
        await page.getByRole('button', { name: 'Save to draft' }).first().click();
        await expect(page.getByText('Service temporarily unavailable.').first()).toBeVisible(patient);
        await expect(greeting).toHaveValue('Typed while the database was away.');
      })(),
      (async () => {
        await other.goto('/rapid-rooter/calls', patient);
        await expect(other.getByRole('heading', { name: 'Service temporarily unavailable' })).toBeVisible(patient);
      })(),
    ]);
  } finally {
    process.kill(database, 'SIGCONT');
  }

  await page.getByRole('button', { name: 'Save to draft' }).first().click();
  await expect(page.getByText('Saved to the draft.')).toBeVisible({ timeout: 20_000 });
});
