import { type Browser, expect, type Page, test } from '@playwright/test';
import { barriersOn, lookAs } from './barriers';
import { signIn } from './people';

const hours = '/bright-smile/agent/hours';
const routing = '/bright-smile/agent/routing';

const owner = (browser: Browser, width = 1280) =>
  signIn(browser, 'owner@bright-smile.example', { viewport: { width, height: 900 } });

async function open(page: Page, path: string) {
  await page.goto(path);
  await page.waitForLoadState('networkidle');
}

async function save(page: Page) {
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('Saved to the draft.')).toBeVisible();
}

/** As it was, for whoever tests next. */
async function discardDraft(page: Page) {
  await page.getByRole('button', { name: 'Discard', exact: true }).first().click();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByText('No unpublished changes.')).toBeVisible();
}

test('a lunch break is set and copied by keyboard, shown at once in the preview, and survives a reload', async ({
  browser,
}) => {
  const page = await owner(browser);
  await open(page, hours);
  const preview = page.getByRole('complementary', { name: 'What a call would get' });

  await page.getByLabel('Monday closes').fill('12:00');
  await page.getByRole('button', { name: 'Add a block on Monday' }).press('Enter');
  await page.getByRole('button', { name: 'Copy Monday' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Monday to Friday' }).press('Enter');
  await preview.getByLabel('Date').fill('2026-12-02');
  await preview.getByLabel('Time').fill('12:40');

  await expect(page.getByLabel('Friday, block 2 opens')).toHaveValue('13:00');
  await expect(preview.getByText('A call at 12:40 pm on Wednesday, 2 December 2026: Mia answers')).toBeVisible();
  await expect(preview.getByText('We are on a break then.')).toBeVisible();
  await expect(preview.getByRole('listitem')).toHaveCount(5);

  await save(page);
  await page.reload();
  await expect(page.getByLabel('Thursday, block 2 closes')).toHaveValue('17:00');
  await discardDraft(page);
});

test('holidays of a country close the days that are ticked, and a wrong block is refused beside itself', async ({
  browser,
}) => {
  const page = await owner(browser);
  await open(page, hours);
  const preview = page.getByRole('complementary', { name: 'What a call would get' });

  await page.getByLabel('Country').selectOption('GB');
  await page
    .getByRole('checkbox', { name: /Summer bank holiday.*31 Aug 2027|Summer bank holiday.*30 Aug 2027/ })
    .check();
  await preview.getByLabel('Date').fill('2027-08-30');
  await preview.getByLabel('Time').fill('10:00');
  await expect(preview.getByText('We are closed then: Summer bank holiday.')).toBeVisible();

  await page.getByLabel('Tuesday closes').fill('07:00');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('Closing must come after opening.')).toBeVisible();
  await page.getByLabel('Tuesday closes').fill('17:00');
  await save(page);
  await discardDraft(page);
});

test('people are rung first, a blocked caller is rejected, and a number is kept as the world dials it', async ({
  browser,
}) => {
  const page = await owner(browser);
  await open(page, routing);
  const preview = page.getByRole('complementary', { name: 'What a call would get' });

  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByLabel('Name').fill('Dana');
  await page.getByLabel('Phone', { exact: true }).fill('(202) 555-0111');
  await page.getByLabel('Phone', { exact: true }).blur();
  await expect(page.getByLabel('Phone', { exact: true })).toHaveValue('+1 202 555 0111');
  await page.getByRole('switch', { name: 'Ring staff first' }).click();
  await page.getByRole('checkbox', { name: 'Dana' }).check();
  await preview.getByLabel('Date').fill('2026-12-02');
  await preview.getByLabel('Time').fill('10:00');
  await expect(preview.getByText(/: Dana is rung for 15 seconds, then Mia answers\./)).toBeVisible();

  await page.getByRole('button', { name: 'Block a number' }).click();
  await page.getByLabel('Blocked number 1').fill('202 555 0199');
  await preview.getByLabel("Caller's number").fill('202 555 0199');
  await expect(preview.getByText(/: it is rejected before it is answered\./)).toBeVisible();

  await save(page);
  await page.reload();
  await expect(page.getByLabel('Blocked number 1')).toHaveValue('+1 202 555 0199');
  await expect(page.getByRole('checkbox', { name: 'Dana' })).toBeChecked();
  await discardDraft(page);
});

test('a number that is none is refused beside its field', async ({ browser }) => {
  const page = await owner(browser);
  await open(page, routing);

  await page.getByRole('button', { name: 'Block a number' }).click();
  await page.getByLabel('Blocked number 1').fill('nobody');
  await page.keyboard.press('ControlOrMeta+s');

  await expect(page.getByText('Write the number with its country code')).toBeVisible();
});

test('both pages fit a phone, pass axe in both themes, and a viewer changes nothing', async ({ browser }) => {
  const page = await owner(browser, 320);
  for (const path of [hours, routing]) {
    await open(page, path);
    for (const colorScheme of ['light', 'dark'] as const) {
      await lookAs(page, { colorScheme });
      expect(await barriersOn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    }
  }

  const viewer = await signIn(browser, 'viewer@bright-smile.example');
  await open(viewer, hours);
  await expect(viewer.getByLabel('Monday opens')).toBeDisabled();
  await expect(viewer.getByRole('button', { name: /^(Add|Copy|Remove)/ })).toHaveCount(0);
  await open(viewer, routing);
  await expect(viewer.getByLabel('Fallback number')).toBeDisabled();
});
