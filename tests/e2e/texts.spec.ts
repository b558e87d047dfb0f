import { expect, test } from '@playwright/test';
import { signIn } from './people';

const owner = 'owner@bright-smile.example';

test('a text is written with what it counts as in sight, saved, and there again', async ({ browser }) => {
  const page = await signIn(browser, owner);
  await page.goto('/bright-smile/agent/texts');
  await page.getByRole('button', { name: 'Add a text' }).click();
  await page.getByLabel('Name of text 4').fill('Hours');
  await page.getByLabel('Words of text 4').fill('{business} is open until five. 🙂');
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('Bright Smile Dental is open until five. 🙂 Reply STOP to get no more texts.');
  await expect(preview).toContainText('Counts as 2 texts');

  await page.getByLabel('Words of text 4').fill('Your code is {code}');
  await page.getByRole('button', { name: 'Save to draft' }).click();
  await expect(page.getByText('Only these can stand in braces')).toBeVisible();
  await page.getByLabel('Words of text 4').fill('{business} is open until five.');
  await expect(preview).toContainText('Counts as one text');
  await page.getByRole('button', { name: 'Save to draft' }).click();
  await expect(page.getByText('Saved to the draft.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Name of text 4')).toHaveValue('Hours');
});

test('conversations are found by what they are, and a number that wants no texts is marked', async ({ browser }) => {
  const page = await signIn(browser, 'viewer@bright-smile.example');
  await page.goto('/bright-smile/texts');
  await page.getByRole('link', { name: 'Want no texts', exact: true }).click();
  await expect(page).toHaveURL(/view=stopped/);
  await page.getByRole('link', { name: /0142/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('0142');
  await expect(page.getByText('This number asked for no more texts')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Texts' })).toContainText('You will get no more texts');
});
