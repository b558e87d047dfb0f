import { expect, test } from '@playwright/test';
import { placeCall, signIn } from './people';

const owner = 'owner@rapid-rooter.example';
const inbox = '/rapid-rooter/inbox';
const caller = '+12025550166';

/** Until the calls of the demo have been summed up, their callers are not known. */
const patient = { timeout: 60_000 };

test('what waits is read, handled, undone, and counted beside its name', async ({ browser }) => {
  const page = await signIn(browser, owner);
  await page.goto(inbox);
  const rows = page.locator('[data-row]');
  const count = page.getByRole('navigation', { name: 'Business' }).getByRole('link', { name: /^Inbox/ });
  await expect(rows.first()).toContainText('Urgent');
  const title = (await rows.first().locator('.font-semibold').innerText()).replace(/Unread:\s*/, '');
  const unread = Number.parseInt((await count.innerText()).replaceAll(/\D/g, ''), 10);

  const waiting = await rows.count();
  await rows.first().click();
  await expect(count).toContainText(String(unread - 1));
  await page.getByRole('button', { name: 'Handled', exact: true }).click();
  await expect(page.getByText('Marked as handled.')).toBeVisible();
  await expect(rows).toHaveCount(waiting - 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(waiting);

  await rows.first().focus();
  await page.keyboard.press('e');
  await expect(rows).toHaveCount(waiting - 1);
  await page.getByRole('link', { name: 'Handled', exact: true }).click();
  await expect(page).toHaveURL(/view=handled/);
  await expect(rows.first()).toContainText(title);
  await rows.first().click();
  await expect(page.getByText(/^Handled by Marcus Reyes, /)).toBeVisible();
  await page.keyboard.press('e');
  await expect(page.getByText('Nothing here yet')).toBeVisible();
  await page.keyboard.press('z');
  await expect(rows.first()).toContainText(title);
  await rows.first().focus();
  await page.keyboard.press('e');
});

test('filters live in the address, and a viewer may only look', async ({ browser }) => {
  const page = await signIn(browser, 'viewer@rapid-rooter.example');
  await page.goto(inbox);
  const rows = page.locator('[data-row]');
  await page.getByRole('link', { name: 'Urgent' }).click();
  await expect(page).toHaveURL(/urgent=yes/);
  await expect(rows.filter({ hasNotText: 'Urgent' })).toHaveCount(0);

  await rows.first().click();
  await expect(page.getByRole('link', { name: 'Open the call' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Handled|unread/ })).toHaveCount(0);
});

test('a call is summed up by itself, its caller is remembered, and erased without a trace', async ({ browser }) => {
  test.setTimeout(150_000);
  const page = await signIn(browser, owner);
  await placeCall({
    to: '+12025550102',
    from: caller,
    says: ['My name is Ann Lee. Do you treat parrots? I prefer mornings.'],
  });

  await page.goto(`/rapid-rooter/calls?q=${caller.slice(1)}`);
  await page.getByRole('table').getByRole('link', { name: '+1 202 555 0166' }).first().click();
  const summary = page.getByRole('region', { name: 'Summary' });
  await expect(summary).toContainText('Do you treat parrots?', patient);
  await expect(summary).toContainText('Summarised by rule');
  await expect(summary.getByRole('link', { name: /^Name Ann Lee/ })).toHaveAttribute('href', /^#turn-\d+$/);

  await summary.getByRole('link', { name: /^All of Ann Lee/ }).click();
  await expect(page.getByRole('heading', { name: 'Ann Lee' })).toBeVisible();
  await expect(page.getByText('Prefers mornings')).toBeVisible();
  await page.getByLabel('Note').fill('Has two parrots.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Forget: Prefers mornings' }).click();
  await expect(page.getByText('Prefers mornings')).toHaveCount(0);

  await page.getByRole('button', { name: 'Erase…' }).click();
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Erase' });
  await expect(confirm).toBeDisabled();
  await page.getByLabel(/to confirm$/).fill('+1 202 555 0166');
  await confirm.click();
  await expect(page).toHaveURL(/\/callers$/);
  await page.getByLabel('Name or number').fill('Ann Lee');
  await expect(page.getByText('Nobody matches')).toBeVisible();

  await page.goto('/rapid-rooter/calls');
  await page.getByRole('link', { name: 'Number withheld' }).first().click();
  await expect(page.getByText(/^The words of this call were removed on /)).toBeVisible();
  await expect(page.getByText('parrots')).toHaveCount(0);
});

test('another business’s owner finds neither inbox nor callers', async ({ browser }) => {
  const page = await signIn(browser, owner);
  await page.goto('/rapid-rooter/callers');
  const href = await page.getByRole('table').getByRole('link').first().getAttribute('href', patient);
  const stranger = await signIn(browser, 'owner@bright-smile.example');

  for (const door of [inbox, '/rapid-rooter/callers', href ?? '']) {
    expect((await stranger.goto(door))?.status()).toBe(404);
  }
});
