import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startDatabase, type TestDatabase } from '../support/database';
import { buildWorld, calls, tenants } from '../support/matrix-world';

let database: TestDatabase;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await buildWorld(database.sql);
});
afterAll(() => database.close());
beforeEach(() => database.sql`delete from public.turns`);

const turn = (sequence: number, text: string) => ({
  ...{ call_id: calls.here, tenant_id: tenants.here, speaker: 'agent', sequence, text },
  ...{ started_ms: 10, ended_ms: 20 },
});
const texts = async () =>
  (await database.sql`select text from public.turns order by sequence`).map(({ text }) => String(text));

async function doneOrWaiting(asked: Promise<unknown>) {
  let isDone = false;
  asked.then(() => {
    isDone = true;
  });
  const { sql } = database;
  const waiting = () => sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while (!isDone && (await waiting()).length === 0);
}

it('a change of one turn waits for no other change of the same business that is not committed yet', async () => {
  const { sql } = database;
  await sql`insert into public.turns ${sql([turn(1, 'one'), turn(2, 'two')])}`;

  await sql.begin(async (first) => {
    await first`update public.turns set text = 'ONE' where sequence = 1`;
    await sql.begin(async (second) => {
      await second`set local lock_timeout = '3s'`;
      await second`update public.turns set text = 'TWO' where sequence = 2`;
    });
  });

  expect(await texts()).toEqual(['ONE', 'TWO']);
});

it('one who changes a turn and one who writes it anew do not wait for each other for ever', async () => {
  const { sql } = database;
  await sql`insert into public.turns ${sql([turn(1, 'one')])}`;

  let changed: Promise<unknown> = Promise.resolve();
  await sql.begin(async (writer) => {
    await writer`insert into public.turns ${sql([turn(2, 'two')])}`;
    changed = sql`update public.turns set unheard_text = 'not heard' where sequence = 1`.execute();
    await doneOrWaiting(changed);
    await writer`
      insert into public.turns ${sql([turn(1, 'ONE')])}
      on conflict (call_id, sequence) do update set text = excluded.text`;
  });
  await changed;

  expect(await sql`select text, unheard_text from public.turns where sequence = 1`).toEqual([
    { text: 'ONE', unheard_text: 'not heard' },
  ]);
});

it('a row that is changed or written anew has a higher revision than before', async () => {
  const { sql } = database;
  const revision = async () => Number((await sql`select revision from public.turns`)[0]?.revision);
  await sql`insert into public.turns ${sql([turn(1, 'one')])}`;
  const first = await revision();
  await sql`update public.turns set text = 'two'`;
  const second = await revision();
  await sql`insert into public.turns ${sql([turn(1, 'three')])} on conflict (call_id, sequence) do update set text = excluded.text`;

  expect(second).toBeGreaterThan(first);
  expect(await revision()).toBeGreaterThan(second);
});
