import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDatabase, type TestDatabase } from '../support/database';
import {
  attemptFunction,
  cellsOf,
  describeCell,
  isAsExpected,
  readTables,
  runCells,
  wallsDown,
} from '../support/matrix';
import { functionRules, tableRules } from '../support/matrix-declared';
import { functionCells } from '../support/matrix-functions';
import { actors, buildWorld } from '../support/matrix-world';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
});
afterAll(() => database.close());

it('a table or function of the API without a declared row fails', async () => {
  const functions = await database.sql<{ name: string }[]>`
    select proname::text as name from pg_proc where pronamespace in ('public'::regnamespace, 'identity'::regnamespace)`;
  const tables = await readTables(database.sql);

  expect(tables.map(({ name }) => name).sort()).toEqual(Object.keys(tableRules).sort());
  expect(functions.map(({ name }) => name).sort()).toEqual(Object.keys(functionRules).sort());
});

it.each(['as deployed', 'by row level security alone'])('nobody reaches a row that is not theirs, %s', async (mode) => {
  const tables = await readTables(database.sql);
  const cells = tables.flatMap(cellsOf);

  const outcomes = await database.sql.begin(async (sql) => {
    await sql.unsafe(attemptFunction);
    if (mode !== 'as deployed') await sql.unsafe(wallsDown);
    const found = await runCells(sql, cells);
    await sql.unsafe('set session_replication_role = origin; drop function pg_temp.attempt');
    return found;
  });
  const wrong = cells.flatMap((cell, index) => {
    const outcome = outcomes[index];
    return outcome && isAsExpected(cell.expected, outcome) ? [] : [describeCell(cell, outcome ?? { rows: -1 })];
  });

  expect(wrong).toEqual([]);
  expect(cells.length).toBeGreaterThan(4000);
  console.log(`Isolation ${mode}: ${cells.length} cells, ${tables.length} tables, ${actors.length} actors.`);
});

it('every function of the API answers whom it is for, and refuses the others for the right reason', async () => {
  const cells = functionCells();

  const outcomes = await database.sql.begin(async (sql) => {
    await sql.unsafe(attemptFunction);
    const found = await runCells(sql, cells);
    await sql.unsafe('drop function pg_temp.attempt');
    return found;
  });
  const wrong = cells.flatMap((cell, index) => {
    const outcome = outcomes[index];
    return outcome && isAsExpected(cell.expected, outcome) ? [] : [describeCell(cell, outcome ?? { rows: -1 })];
  });

  expect(wrong).toEqual([]);
  console.log(`Functions: ${cells.length} cells, ${Object.keys(functionRules).length} functions.`);
});
