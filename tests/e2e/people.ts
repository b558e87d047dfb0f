import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';

const password = 'foyer-demo-2026';

/** A browser of their own, signed in. */
export async function signIn(browser: Browser, email: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
  return page;
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
