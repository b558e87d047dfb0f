import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/house/browser';

// This file is read again by each worker; the first reading decides for all of them.
process.env.DATA_DIR ??= mkdtempSync(path.join(tmpdir(), 'foyer-e2e-'));
process.env.PORT ??= '43000';
process.env.REALTIME_PORT ??= '43001';
process.env.SUPABASE_PORT ??= '43002';
process.env.PRACTICE_PORT ??= '43003';
process.env.PRACTICE_SMTP_PORT ??= '43004';

const baseURL = `http://127.0.0.1:${process.env.PORT}`;
const buildAndStartMs = 300_000;
const stopMs = 40_000;
const executablePath = await findChromium();

/**
 * Calls take the time that talking takes, and the machine waits: what leaves another's pages alone goes on beside it. What
 * a business has in draft, in its inbox or among its callers is one project's to change; the longest begins first.
 */
const specs = (...names: string[]) => names.map((name) => `${name}.spec.ts`);
const throughThePlumber = specs('admin', 'agent', 'inbox', 'journey', 'knowledge', 'manners', 'usage');
const onTheDentistsLines = specs('auth', 'calls', 'take-over');
const onlyLooking = specs('accessibility');
/** Stops what all others need. */
const takingAway = specs('outage');
const elsewhere = [...throughThePlumber, ...onTheDentistsLines, ...onlyLooking];

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  workers: 3,
  projects: [
    { name: 'plumber', testMatch: throughThePlumber, workers: 1 },
    { name: 'lines', testMatch: onTheDentistsLines, workers: 1 },
    { name: 'dentist', testIgnore: [...elsewhere, ...takingAway], workers: 1 },
    { name: 'looks', testMatch: onlyLooking, workers: 1 },
    { name: 'outage', testMatch: takingAway, workers: 1, dependencies: ['plumber', 'lines', 'dentist', 'looks'] },
  ],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    baseURL,
    browserName: 'chromium',
    permissions: ['microphone'],
    // A film of every page, painted without a graphics card, takes more of the machine than all that is tested: `--trace on`.
    trace: 'off',
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    video: 'off',
    launchOptions: {
      executablePath,
      args: [
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
  webServer: {
    command: 'node scripts/start.mjs',
    url: `${baseURL}/sign-in`,
    timeout: buildAndStartMs,
    gracefulShutdown: { signal: 'SIGTERM', timeout: stopMs },
    stdout: 'pipe',
    stderr: 'pipe',
  },
});
