import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { findChromium } from './house/browser';
import { readRunning } from './house/running-file';
import { composeSheet } from './sheets/compose';
import { openNewTenant, type SignedIn, signInDemo } from './sheets/people';
import {
  adminScreens,
  emptyScreens,
  fullScreens,
  noMatchScreens,
  type Screen,
  viewerScreens,
  visitorScreens,
  welcomeScreens,
} from './sheets/screens';
import { type Taken, takeScreens, views } from './sheets/take';

const target = path.resolve('contact-sheets');
const demo = 'bright-smile';

type Series = { person: SignedIn | null; screens: Screen[] };
type Sheet = { name: string; title: string; series: Series[] };

function findProduct(): { baseURL: string; mailboxUrl: string } {
  const running = readRunning(path.resolve(process.env.DATA_DIR || '.data'));
  const baseURL = process.env.BASE_URL ?? running?.portalUrl;
  const mailboxUrl = process.env.MAILBOX_URL ?? running?.mailboxUrl;
  if (!baseURL) throw new Error('Foyer is not running here. Start it with: npm start (or give BASE_URL).');
  if (!mailboxUrl) throw new Error('The practice mailbox is needed to open an empty business (or give MAILBOX_URL).');
  return { baseURL: baseURL.replace(/\/$/, ''), mailboxUrl };
}

async function planSheets(browser: Browser, baseURL: string, mailboxUrl: string): Promise<Sheet[]> {
  const owner = await signInDemo(browser, baseURL, `owner@${demo}.example`);
  const viewer = await signInDemo(browser, baseURL, `viewer@${demo}.example`);
  const admin = await signInDemo(browser, baseURL, 'admin@foyer.example');
  const { beforeBusiness, withBusiness } = await openNewTenant(browser, baseURL, mailboxUrl);

  return [
    { name: 'visitor', title: 'Visitors', series: [{ person: null, screens: visitorScreens }] },
    { name: 'full', title: 'A business with calls', series: [{ person: owner, screens: fullScreens(demo) }] },
    {
      name: 'empty',
      title: 'Empty, and not allowed',
      series: [
        { person: { ...beforeBusiness, home: '' }, screens: welcomeScreens },
        { person: withBusiness, screens: emptyScreens(withBusiness.home) },
        { person: owner, screens: noMatchScreens(demo) },
        { person: viewer, screens: viewerScreens(demo) },
      ],
    },
    { name: 'admin', title: 'The platform', series: [{ person: admin, screens: adminScreens }] },
  ];
}

async function makeSheets(browser: Browser): Promise<number> {
  const { baseURL, mailboxUrl } = findProduct();
  console.log(`Taking pictures of ${baseURL}`);
  const sheets = await planSheets(browser, baseURL, mailboxUrl);
  await rm(target, { recursive: true, force: true });
  let problems = 0;

  for (const view of views) {
    for (const { name, title, series } of sheets) {
      const taken: Taken[] = [];
      for (const [nth, { person, screens }] of series.entries()) {
        const dir = path.join(target, 'screens', `${name}-${nth}-${view.name}`);
        await mkdir(dir, { recursive: true });
        taken.push(...(await takeScreens(screens, { browser, baseURL, person, view, dir })));
      }
      const file = path.join(target, `${name}-${view.name}.png`);
      await composeSheet(browser, { title: `${title}, ${view.name.replace('-', ' px ')}`, taken, view, file });
      for (const { name: screen, problem } of taken) if (problem) console.error(`  ${screen}: ${problem}`);
      problems += taken.filter(({ problem }) => problem).length;
      console.log(`  ${path.relative('.', file)} (${taken.length} screens)`);
    }
  }
  return problems;
}

const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--autoplay-policy=no-user-gesture-required', '--allow-file-access-from-files'],
});
try {
  process.exitCode = (await makeSheets(browser)) > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await browser.close();
}
