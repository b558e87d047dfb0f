import { expect, type Page, test } from '@playwright/test';
import { barriersOn, type Look, lookAs } from './barriers';
import { signIn } from './people';

const owners = [
  '/bright-smile/calls',
  '/bright-smile/agent/personality',
  '/bright-smile/agent/voice-and-greeting',
  '/bright-smile/inbox',
  '/bright-smile/appointments',
  '/bright-smile/agent/appointments',
  '/bright-smile/callers',
  '/bright-smile/texts',
  '/bright-smile/texts?number=%2B12025550141',
  '/bright-smile/agent/texts',
  '/bright-smile/agent/knowledge',
  '/bright-smile/agent/knowledge/map',
  '/bright-smile/calls?q=appointment&range=all',
  '/bright-smile/agent/advanced',
  '/bright-smile/agent/limits',
  '/bright-smile/agent/hours',
  '/bright-smile/agent/routing',
  '/bright-smile/agent/connections',
  '/bright-smile/agent/privacy',
  '/bright-smile/agent/versions',
  '/bright-smile/usage',
  '/bright-smile/your-phone',
  '/bright-smile/test',
  '/account',
];
const visitors = ['/', '/sign-in', '/sign-up', '/forgot-password'];

const narrowAndDark: Look = { viewport: { width: 320, height: 720 }, colorScheme: 'dark' };
const wideAndLight: Look = { viewport: { width: 1280, height: 900 }, colorScheme: 'light' };

async function barriersFor(page: Page, look: Look): Promise<string[]> {
  await lookAs(page, look);
  const found = await barriersOn(page);
  const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const barriers = serious.map(({ rule, at }) => `${rule} at ${at}`);
  return overflow > 0 ? [...barriers, `${overflow} px run off the side`] : barriers;
}

/** Each is loaded where there is least room, and given more. */
async function expectNoneOn(page: Page, paths: string[]): Promise<void> {
  const barriers: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const narrow = await barriersFor(page, narrowAndDark);
    const wide = await barriersFor(page, wideAndLight);
    barriers.push(...narrow.map((found) => `${path}, narrow and dark: ${found}`));
    barriers.push(...wide.map((found) => `${path}, wide and light: ${found}`));
    await lookAs(page, narrowAndDark);
  }

  expect(barriers).toEqual([]);
}

test('no page of a business has a serious barrier or runs off the side, wide and light or narrow and dark', async ({
  browser,
}) => {
  test.setTimeout(480_000);
  await expectNoneOn(await signIn(browser, 'owner@bright-smile.example', narrowAndDark), owners);
});

test('nor has a page that a visitor or an admin sees', async ({ browser }) => {
  test.setTimeout(120_000);
  await expectNoneOn(await (await browser.newContext(narrowAndDark)).newPage(), visitors);
  await expectNoneOn(await signIn(browser, 'admin@foyer.example', narrowAndDark), ['/admin/tenants']);
});
