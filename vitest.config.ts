import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

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

/** In these, calls last as long as calls last, or a whole matrix is tried: one to three minutes each. */
const longest = [
  'tests/integration/transfers-carrier',
  'tests/integration/recording',
  'tests/integration/calls-killed',
  'tests/integration/take-over',
  'tests/integration/canaries',
  'tests/database/isolation-api',
  'tests/scripts/ledger',
  'tests/realtime-server/knowledge/killed-import',
].map((name) => path.join(import.meta.dirname, `${name}.integration.test.ts`));

/** A fresh clone knows no times and goes by size; a short file that takes long would end alone, long after the others. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = sorted.map(({ project }) => project.name);
    const placeOf = ({ moduleId }: TestSpecification) => [...longest, moduleId].indexOf(moduleId);
    return sorted.toSorted(
      (a, b) => projects.indexOf(a.project.name) - projects.indexOf(b.project.name) || placeOf(a) - placeOf(b),
    );
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
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
