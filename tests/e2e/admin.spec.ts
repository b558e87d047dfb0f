import { spawn } from 'node:child_process';
import { type Browser, expect, type Page, test } from '@playwright/test';

const reason = 'The invoice of October is open.';

async function signIn(browser: Browser, email: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('foyer-demo-2026');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
  return page;
}

/** What a caller of Rapid Rooter is told, as `npm run call` prints it. */
function ring(): Promise<string> {
  const args = ['--import', 'tsx', 'scripts/call.ts', '--to', '+12025550102', '--from', '+12025550189'];
  const child = spawn('node_modules/.bin/node', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (data) => {
    printed += data;
  });
  return new Promise((resolve) => child.once('exit', () => resolve(printed)));
}

test('an admin suspends a tenant with a reason and its whole name, callers hear so, and restoring undoes it', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const page = await signIn(browser, 'admin@foyer.example');
  await page.goto('/admin');
  await expect(page).toHaveURL(/\/admin\/tenants$/);
  await page.getByRole('table').getByRole('link', { name: 'Rapid Rooter Plumbing' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Rapid Rooter Plumbing' })).toBeVisible();

  await page.getByRole('button', { name: 'Suspend…' }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Suspend' });
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByLabel(/^Type/).fill('Rapid Rooter');
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel(/^Type/).fill('Rapid Rooter Plumbing');
  await confirm.click();
  await expect(page.getByText(`Suspended: ${reason} Callers hear a polite sentence.`)).toBeVisible();

  try {
    const owner = await signIn(browser, 'owner@rapid-rooter.example');
    await expect(owner.getByText('This business is suspended.')).toBeVisible();
    expect(await ring()).toMatch(/agent spoke\s+[1-9]/);
    await owner.goto('/rapid-rooter/calls?q=12025550189');
    await expect(owner.getByRole('row').nth(1)).toContainText('The account was suspended');
  } finally {
    await page.getByRole('button', { name: 'Restore' }).click();
    await expect(page.getByRole('button', { name: 'Suspend…' })).toBeVisible();
  }
  await expect(page.getByText('Restored.', { exact: true })).toBeVisible();
  await expect(page.getByText('Looked at this page.').first()).toBeVisible();
});

test('the platform’s pages do not exist for anybody else', async ({ browser }) => {
  const page = await signIn(browser, 'owner@bright-smile.example');

  for (const path of ['/admin', '/admin/tenants', '/admin/tenants/bright-smile']) {
    await page.goto(path);
    await expect(page.getByRole('table')).toHaveCount(0);
    await expect(page.getByRole('button', { name: /Suspend/ })).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/not found|nothing here|does not exist/i);
  }
});
