import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Far from UTC and off the hour: a forgotten time zone shows at once.
process.env.TZ = 'Asia/Kathmandu';

const alias = {
  '@': import.meta.dirname,
  'server-only': path.resolve(import.meta.dirname, 'node_modules/server-only/empty.js'),
};
const never = ['**/node_modules/**', 'tests/e2e/**', 'tests/load/**'];
/** A machine that is busy with other tests is slow; what never comes is red all the same. */
const patient = { poll: { timeout: 15_000, interval: 50 } };
const integration = 'tests/**/*.integration.test.{ts,tsx}';

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...never, integration],
          env: { TZ: 'Asia/Kathmandu', LOG_LEVEL: 'silent' },
          testTimeout: 30_000,
          expect: patient,
          // No file leaves anything behind; a process for each took half as long again.
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: [integration],
          exclude: never,
          globalSetup: ['tests/support/database-setup.ts'],
          env: { TZ: 'Asia/Kathmandu', LOG_LEVEL: 'silent' },
          // Most of these wait for calls that last as long as calls last; each file has a database of its own.
          maxWorkers: 3,
          testTimeout: 60_000,
          expect: patient,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
