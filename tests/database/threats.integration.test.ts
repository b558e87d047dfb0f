import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDatabase, type TestDatabase } from '../support/database';
import { buildWorld } from '../support/matrix-world';

const folder = path.resolve(import.meta.dirname, '../../supabase/tests');
const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));
const actAs = readFileSync(path.resolve(import.meta.dirname, '../support/act-as.sql'), 'utf8');
const undo = 'undo what the threat did';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
  await database.sql.unsafe(actAs);
});
afterAll(() => database.close());

describe('threats, one file each', () => {
  it.each(files)('%s', async (file) => {
    const statements = readFileSync(path.join(folder, file), 'utf8');
    let assertions = 0;

    await database.sql
      .begin(async (sql) => {
        await sql.unsafe(statements);
        assertions = statements.match(/tests\.(refused|reaches|gives)\(/g)?.length ?? 0;
        throw new Error(undo);
      })
      .catch((error: unknown) => {
        if (!(error instanceof Error) || error.message !== undo) throw error;
      });

    expect(assertions).toBeGreaterThan(5);
  });
});
