import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { SignedIn } from './people';
import type { Screen } from './screens';

export type View = { name: string; width: number; height: number; tallest: number; colorScheme: 'light' | 'dark' };

export const views: View[] = [
  { name: '1280-light', width: 1280, height: 860, tallest: 1800, colorScheme: 'light' },
  { name: '390-dark', width: 390, height: 844, tallest: 2000, colorScheme: 'dark' },
];

export type Taken = { name: string; file: string; problem: string | null };

const settleMs = 700;

/** The whole page up to a length that still says something on a sheet; an open sheet or dialog as the screen shows it. */
async function picture(page: Page, file: string, view: View): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForTimeout(settleMs);
  if ((await page.getByRole('dialog').count()) > 0) {
    await page.screenshot({ path: file });
    return;
  }
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width: view.width, height: Math.min(Math.max(height, view.height), view.tallest) };
  await page.screenshot({ path: file, fullPage: true, clip });
}

type Taking = { browser: Browser; baseURL: string; person: SignedIn | null; view: View; dir: string };

/** Every screen as one person sees it. A screen that cannot be taken is named, and the others are taken all the same. */
export async function takeScreens(
  screens: Screen[],
  { browser, baseURL, person, view, dir }: Taking,
): Promise<Taken[]> {
  const context = await browser.newContext({
    baseURL,
    storageState: person?.state,
    viewport: { width: view.width, height: view.height },
    colorScheme: view.colorScheme,
    reducedMotion: 'reduce',
  });
  const taken: Taken[] = [];
  for (const screen of screens) {
    const file = path.join(dir, `${taken.length}-${screen.name.toLowerCase().replace(/[^a-z]+/g, '-')}.png`);
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message.split('\n')[0] ?? ''));
    try {
      await page.goto(screen.path);
      await screen.act?.(page);
    } catch (error) {
      wrong.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
    await picture(page, file, view);
    taken.push({ name: screen.name, file, problem: wrong[0] ?? null });
    await page.close();
  }
  await context.close();
  return taken;
}
