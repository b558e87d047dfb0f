import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Migration, migrate, readMigrations } from '@/supabase/local/migrate';
import { startDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ from: 'empty' });
});
afterAll(() => database.close());

const first: Migration = { version: '20260101000000', name: 'first', sql: 'create table one (id int);', hash: 'a' };
const broken: Migration = {
  version: '20260102000000',
  name: 'broken',
  sql: 'create table two (id int); select * from nowhere;',
  hash: 'b',
};

const existing = async () => {
  const [row] = await database.sql`select to_regclass('one') is not null as one, to_regclass('two') is not null as two`;
  return row;
};

describe('migrations', () => {
  it('are applied once, in order, and recorded where the Supabase CLI looks', async () => {
    expect(await migrate(database.sql, [first])).toEqual(['20260101000000']);
    expect(await migrate(database.sql, [first])).toEqual([]);

    const recorded = await database.sql`select version, name from supabase_migrations.schema_migrations`;
    expect([...recorded]).toEqual([{ version: '20260101000000', name: 'first' }]);
  });

  it('leave nothing of a file that fails, and name it', async () => {
    await expect(migrate(database.sql, [first, broken])).rejects.toThrow(
      'Migration 20260102000000_broken failed: relation "nowhere" does not exist',
    );

    expect(await existing()).toEqual({ one: true, two: false });
  });

  it('refuse a file that was changed after it had been applied', async () => {
    await expect(migrate(database.sql, [{ ...first, hash: 'changed' }])).rejects.toThrow(
      'Migration 20260101000000_first was changed after this database had applied it.',
    );
  });

  it('in this repository are named so that the Supabase CLI takes them', () => {
    const versions = readMigrations().map(({ version }) => version);

    expect(versions.length).toBeGreaterThan(0);
    expect(new Set(versions).size).toBe(versions.length);
  });
});
