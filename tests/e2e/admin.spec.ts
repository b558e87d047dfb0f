import { expect, test } from '@playwright/test';
import { placeCall, signIn } from './people';

const reason = 'The invoice of October is open.';

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
    await owner.goto('/rapid-rooter/calls');
    await expect(owner.getByText('This business is suspended.')).toBeVisible();
    const happenings = await placeCall({ to: '+12025550102', from: '+12025550189', says: [] });
    expect(Number(happenings.at(-1)?.agentSpeechMs)).toBeGreaterThan(1000);
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
