import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startDatabase, type TestDatabase } from '../support/database';
import { isAsExpected, readTables } from '../support/matrix';
import { type ApiCell, apiCellsOf, outcomeOf, requestOf } from '../support/matrix-api';
import { functionCells } from '../support/matrix-functions';
import { buildWorld } from '../support/matrix-world';

let database: TestDatabase;

beforeAll(async () => {
  // The local API writes every refusal to the console.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await database.close();
});

const atOnce = 8;

async function wrongCells(cells: readonly ApiCell[]): Promise<string[]> {
  const wrong: string[] = [];
  const left = [...cells];
  const walk = async () => {
    for (let cell = left.pop(); cell; cell = left.pop()) {
      const outcome = await outcomeOf(await fetch(await cell.request(cell.actor)));
      if (isAsExpected(cell.expected, outcome)) continue;
      const { actor, operation, table, target, expected } = cell;
      wrong.push(
        `${actor.name}: ${operation} ${table} (${target}): expected ${JSON.stringify(expected)}, got ${JSON.stringify(outcome)}`,
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, walk));
  return wrong;
}

it('the same holds through the API, with tokens as our servers make them', async () => {
  const { url } = await database.api();
  const tables = await readTables(database.sql);
  const cells = tables.flatMap((table) => apiCellsOf(table, url));

  const wrong = await wrongCells(cells);

  expect(wrong).toEqual([]);
  console.log(`Isolation through the API: ${cells.length} cells.`);
}, 180_000);

it('the API refuses every function to those it is not for', async () => {
  const { url } = await database.api();
  const refused = functionCells().filter(
    ({ expected, actor }) => expected !== 'runs' && actor.claims.role !== 'service_role',
  );
  const cells = refused.map((cell): ApiCell => {
    const asked = { method: 'POST', path: `rpc/${cell.table}`, body: cell.args, schema: 'public' };
    return {
      ...cell,
      expected: cell.expected === 'allow' ? 'runs' : cell.expected,
      request: (who) => requestOf(url, who, asked),
    };
  });

  const wrong = await wrongCells(cells);

  expect(wrong).toEqual([]);
  console.log(`Functions through the API: ${cells.length} refusals.`);
});
