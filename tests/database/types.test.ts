import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { migrationsHash } from '../support/sql';

it('types are those of the present migrations: after a change, run npm run db:types', () => {
  const types = readFileSync(path.resolve(import.meta.dirname, '../../lib/platform/database.types.ts'), 'utf8');

  expect(types.split('\n')[0]).toContain(`Migrations: ${migrationsHash()}`);
});
