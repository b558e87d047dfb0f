import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { placeCall, signIn } from './people';

const owner = 'owner@bright-smile.example';
const calls = '/bright-smile/calls';
/** Others phone the business meanwhile: what has rung until yesterday stays as it is. */
const yesterday = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(
  Date.now() - 24 * 3_600_000,
);

test('filters live in the address, show as chips, and go one by one or all at once', async ({ browser }) => {
  const page = await signIn(browser, owner);
  await page.goto(calls);

  await page.getByLabel('Outcome').selectOption({ label: 'Message taken' });
  await expect(page).toHaveURL(/outcome=message_taken/);
  await page.getByLabel('Dates').selectOption({ label: 'All time' });
  await expect(page).toHaveURL(/range=all/);
  const outcomes = page.getByRole('table').getByRole('row').getByText('Answered', { exact: true });
  await expect(outcomes).toHaveCount(0);

  await page.getByRole('link', { name: /^Message taken/ }).click();
  await expect(page).toHaveURL(/range=all$/);
  await page.getByLabel('Words or a number').fill('987654321');
  await expect(page.getByRole('heading', { name: 'No calls match' })).toBeVisible();
  await page.getByLabel('Words or a number').press('Enter');
  await page.getByLabel('Words or a number').fill('987654322');
  await page.getByLabel('Words or a number').press('Enter');
  await expect(page).toHaveURL(/range=all&q=987654322$/);
  await page.getByRole('link', { name: 'Clear filters' }).first().click();
  await expect(page.getByRole('table')).toBeVisible();
  await expect(page.getByLabel('Words or a number')).toHaveValue('');
});

test('pages go on from the last row and come back to the first', async ({ browser }) => {
  const page = await signIn(browser, owner);
  await page.goto(`${calls}?to=${yesterday}`);
  const first = page.getByRole('table').getByRole('row').nth(1);
  const newest = (await first.getByRole('link').getAttribute('href')) ?? '';

  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page).toHaveURL(/page=o/);
  await page.getByRole('link', { name: 'Previous' }).click();

  await expect(page).toHaveURL(/page=n/);
  const call = new URLSearchParams(newest.split('?')[1]).get('call') ?? '';
  await expect(first.locator(`a[href*="${call}"]`)).toBeVisible();
});

test('a row opens beside the list, j goes on, and the same call has a page of its own', async ({ browser }) => {
  const page = await signIn(browser, owner);
  await page.goto(`${calls}?to=${yesterday}&kind=real`);

  await page.getByRole('table').getByRole('row').nth(1).getByRole('link').click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('heading', { name: 'Transcript' })).toBeVisible();
  const opened = page.url();
  await page.keyboard.press('j');
  await expect(page).not.toHaveURL(opened);
  await sheet.getByRole('link', { name: 'Open the full page' }).click();

  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('How it ended')).toBeVisible();
});

test('a call in progress is pinned, its words appear as they are said, and it ends on the page by itself', async ({
  browser,
}) => {
  const page = await signIn(browser, owner);
  await page.goto(calls);
  await expect(page.getByRole('table')).toBeVisible();

  const placed = placeCall({ to: '+12025550101', says: ['Are you open on Saturday?', 'Thanks, goodbye'] });
  const pinned = page.getByRole('region', { name: 'Calls in progress' });
  const itself = pinned.getByRole('link', { name: '+1 202 555 0188' });
  await expect(itself).toBeVisible({ timeout: 30_000 });
  await page.goto(`${calls}?q=987654321`);
  await expect(page.getByRole('heading', { name: 'No calls match' })).toBeVisible();
  await itself.click();
  const transcript = page.getByRole('list', { name: 'Transcript' });
  await expect(transcript).toContainText('Thank you for calling Bright Smile Dental');
  await expect(transcript).toContainText('Are you open on Saturday?', { timeout: 30_000 });
  await expect(page.getByText('In progress').first()).toBeVisible();
  await expect(page.getByText('In progress')).toHaveCount(0, { timeout: 45_000 });

  expect((await placed).at(-1)).toMatchObject({ type: 'summary', status: 'completed' });
  await expect(page.getByText('Version').first()).toBeVisible();
});

test('the filtered list is exported as a spreadsheet that runs no formula', async ({ browser }) => {
  const page = await signIn(browser, owner);
  await page.goto(`${calls}?outcome=message_taken&range=all`);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export' }).click();
  const file = await download;
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n');

  expect(file.suggestedFilename()).toMatch(/^bright-smile-calls-\d{4}-\d{2}-\d{2}\.csv$/);
  expect(lines[0]).toContain('Call,Started (UTC),Started (local),Time zone');
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.slice(1).every((line) => line.includes('Message taken') && line.includes(`"'+1`))).toBe(true);
});

test('another business’s owner and a visitor get nothing, by page, by export and by live feed', async ({ browser }) => {
  const stranger = await signIn(browser, 'owner@rapid-rooter.example');
  const visitor = await (await browser.newContext()).newPage();
  const doors = [`${calls}/export`, '/api/live?tenant=bright-smile'];

  await stranger.goto(calls);
  await expect(stranger.getByRole('table')).toHaveCount(0);
  const statuses = async (page: Page) =>
    Promise.all(doors.map(async (door) => (await page.request.get(door)).status()));

  expect([await statuses(stranger), await statuses(visitor)]).toEqual([
    [404, 404],
    [401, 401],
  ]);
});
