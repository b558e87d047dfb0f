import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const libraryFolders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/lib/x86_64-linux-gnu', '/usr/lib'];

function hasNss(): boolean {
  return libraryFolders.some((folder) => existsSync(folder) && readdirSync(folder).includes('libnss3.so'));
}

/** From npm, for x64 Linux alone. Without the system's libnss3 it unpacks its own, when it thinks that it is a lambda. */
async function chromiumFromNpm(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  if (!hasNss()) process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs24.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}

function installByPlaywright(): void {
  const cli = path.resolve(import.meta.dirname, '../../node_modules/@playwright/test/cli.js');
  const { status } = spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('There is no Chromium here and none could be installed. Set PW_CHROMIUM to one.');
}

/** A Chromium for the browser tests; undefined when it is Playwright's own. */
export async function findChromium(): Promise<string | undefined> {
  if (process.env.PW_CHROMIUM) return process.env.PW_CHROMIUM;
  const found = installed.find((file) => existsSync(file)) ?? (await chromiumFromNpm());
  if (!found) installByPlaywright();
  return found;
}
