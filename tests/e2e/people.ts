import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Browser, BrowserContextOptions, Cookie, Page } from '@playwright/test';

const password = 'foyer-demo-2026';
const keys = new Map<string, Cookie[]>();

/** A browser of their own, signed in: by hand the first time, by what that gave them after. */
export async function signIn(browser: Browser, email: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const kept = keys.get(email);
  if (kept) await context.addCookies(kept);
  else await signInByHand(page, email);
  keys.set(email, kept ?? (await context.cookies()));
  return page;
}

async function signInByHand(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
}

/** `dial`: what becomes of whoever is rung for the caller. */
type PlacedCall = { to: string; from?: string; says: string[]; dial?: string };

/** A practice call from its own process, as `npm run call -- --json` places it; gives what happened, line by line. */
export async function placeCall({
  to,
  from = '+12025550188',
  says,
  dial = 'no-answer',
}: PlacedCall): Promise<Record<string, unknown>[]> {
  const said = says.flatMap((words) => ['--say', words]);
  const args = ['--import', 'tsx', 'scripts/call.ts', '--json', '--to', to, '--from', from, '--dial', dial, ...said];
  const child = spawn('node_modules/.bin/node', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = await text(child.stdout);
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
