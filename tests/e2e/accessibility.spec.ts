import { type BrowserContextOptions, expect, test } from '@playwright/test';
import { barriersOn } from './barriers';
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

const looks: [string, BrowserContextOptions][] = [
  ['wide and light', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
  ['narrow and dark', { viewport: { width: 320, height: 720 }, colorScheme: 'dark' }],
];

for (const [look, options] of looks) {
  test(`no page has a serious barrier or runs off the side, ${look}`, async ({ browser }) => {
    test.setTimeout(480_000);
    const visitor = await (await browser.newContext(options)).newPage();
    const owner = await signIn(browser, 'owner@bright-smile.example', options);
    const admin = await signIn(browser, 'admin@foyer.example', options);
    const visits = [
      ...visitors.map((path) => ({ page: visitor, path })),
      ...owners.map((path) => ({ page: owner, path })),
      { page: admin, path: '/admin/tenants' },
    ];

    const barriers: string[] = [];
    for (const { page, path } of visits) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      const found = await barriersOn(page);
      const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      barriers.push(...serious.map(({ rule, at }) => `${path}: ${rule} at ${at}`));
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) barriers.push(`${path}: ${overflow} px run off the side`);
    }

    expect(barriers).toEqual([]);
  });
}
