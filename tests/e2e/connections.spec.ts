import { expect, test } from '@playwright/test';
import { barriersOn } from './barriers';
import { signIn } from './people';

const connections = '/bright-smile/agent/connections';
const secret = 'Bearer sk-canary-Q2wE7rTy';

test('a connection is added, given its secret, tried and saved; its value never comes back', async ({ browser }) => {
  const page = await signIn(browser, 'owner@bright-smile.example', { viewport: { width: 1280, height: 900 } });
  const received: string[] = [];
  page.on('response', async (response) => {
    if (response.url().includes(connections)) received.push(await response.text().catch(() => ''));
  });
  await page.goto(connections);
  await page.waitForLoadState('networkidle');

  await page.getByRole('button', { name: 'Add a connection' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Done' }).click();
  await expect(sheet.getByText('At least three letters, like find_order.', { exact: true })).toBeVisible();
  await expect(sheet.getByLabel('Name').first()).toBeFocused();

  await sheet.getByLabel('Name').first().fill('find_order');
  await sheet.getByLabel('When to use it').fill('Look up the state of an order by its number.');
  await sheet.getByRole('button', { name: 'Add a detail' }).click();
  await sheet.getByLabel('Name').nth(1).fill('order_number');
  await sheet.getByLabel('What it is').fill('The number on the bill');
  await sheet.getByLabel('Address').fill('https://127.0.0.1/{order_number}');
  await expect(
    sheet.getByText('Write the name of a server on the internet, like api.example.com.').first(),
  ).toBeVisible();
  await sheet.getByLabel('Address').fill('https://orders.internal/v1/{order_number}');

  await sheet.getByRole('button', { name: 'Add a secret header' }).click();
  await sheet.getByLabel('Value', { exact: true }).fill(secret);
  await sheet.getByRole('button', { name: 'Store' }).click();
  await expect(sheet.getByText('Stored, ends in 7rTy.')).toBeVisible();

  await sheet.getByLabel('order_number', { exact: true }).fill('A-1');
  await sheet.getByRole('button', { name: 'Try it' }).click();
  await expect(sheet.getByText('The address points into a private network, so it is never asked.')).toBeVisible();
  await expect(sheet.getByText('could not be used just now')).toBeVisible();

  expect(await barriersOn(page, '[role=dialog]')).toEqual([]);

  await sheet.getByLabel('Address').fill('https://orders.example.com/v1/{order_number}');
  await expect(sheet.getByText('Stored for orders.internal alone. Enter it again for this server.')).toBeVisible();
  await sheet.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('Secret missing: Authorization')).toBeVisible();
  await page.getByRole('button', { name: 'Save to draft' }).click();
  await expect(page.getByText('Saved to the draft.')).toBeVisible();

  await page.reload();
  await page.getByRole('button', { name: 'Edit find_order' }).click();
  await sheet.getByRole('button', { name: 'Remove the value' }).click();
  await expect(sheet.getByText('No value yet.')).toBeVisible();
  await sheet.getByRole('button', { name: 'Cancel' }).click();
  expect(received.length).toBeGreaterThan(0);
  expect(received.join()).not.toContain('sk-canary');

  await page.getByRole('button', { name: 'Discard', exact: true }).first().click();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByText('No unpublished changes.')).toBeVisible();
});

test('a viewer looks at connections and changes none', async ({ browser }) => {
  const page = await signIn(browser, 'viewer@bright-smile.example', { viewport: { width: 320, height: 800 } });
  await page.goto(connections);

  await expect(page.getByText('Only a manager or an owner can change this.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a connection' })).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
