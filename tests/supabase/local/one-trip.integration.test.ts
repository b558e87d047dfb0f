import postgres, { type ReservedSql, type Sql } from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askInOneTrip } from '@/supabase/local/one-trip';
import { startDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;
let sql: Sql;
let line: ReservedSql;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await database.sql`create table public.notes (body text)`;
  await database.sql`grant all on public.notes to authenticated`;
});
afterAll(() => database.close());
beforeEach(async () => {
  sql = postgres(database.url, { max: 1, onnotice: () => {} });
  askInOneTrip(sql);
  line = await sql.reserve();
});
afterEach(async () => {
  line.release();
  await sql.end({ timeout: 5 });
});

/** As lite opens the transaction of a request. */
async function open(role: string, sub: string) {
  await line.unsafe('begin', []);
  await line.unsafe("SELECT set_config('role', $1, true)", [role]);
  await line.unsafe("SELECT set_config('request.jwt.claim.sub', $1, true)", [sub]);
  await line.unsafe("SELECT set_config('response.status', '', true)", []);
  await line.unsafe(`SET LOCAL ROLE "${role}"`, []);
}

const whoAsks = async () => [
  ...(await line.unsafe(
    "select current_user::text as role, current_setting('request.jwt.claim.sub', true) as sub, $1 as n",
    ['1'],
  )),
];
const transaction = async () =>
  (
    await database.sql`
      select state, xact_start from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
      and application_name = 'postgres.js' and query not like '%pg_stat_activity%' order by backend_start desc limit 1`
  )[0];
const notes = async () => (await database.sql`select body from public.notes`).map(({ body }) => body);

describe('a request to the local API', () => {
  it('is asked as whoever it is of, and so is nothing that comes after it', async () => {
    for (const sub of ['first', 'second', "o'third"]) {
      await open('authenticated', sub);

      expect(await whoAsks()).toEqual([{ role: 'authenticated', sub, n: '1' }]);
      await line.unsafe('commit', []);
      expect(await whoAsks()).toEqual([{ role: 'postgres', sub: '', n: '1' }]);
    }
  });

  it('is one trip: until there is something to ask, Postgres hears nothing of it', async () => {
    await whoAsks();
    await open('authenticated', 'first');

    expect(await transaction()).toEqual({ state: 'idle', xact_start: null });
    await whoAsks();
    expect(await transaction()).toEqual({ state: 'idle in transaction', xact_start: expect.any(Date) });
    await line.unsafe('rollback', []);
  });

  it('does nothing, and says why, when it may not be who it says', async () => {
    await open('nobody_of_this_name', 'first');

    const asked = line.unsafe('insert into public.notes values ($1)', ['by nobody']);

    await expect(asked).rejects.toMatchObject({
      code: '22023',
      message: expect.stringContaining('nobody_of_this_name'),
    });
    await line.unsafe('rollback', []);
    expect(await notes()).toEqual([]);
  });

  it('is undone as a whole when a part of it fails', async () => {
    await open('authenticated', 'first');
    await line.unsafe('insert into public.notes values ($1)', ['half']);

    await expect(line.unsafe('select 1 / $1::int', ['0'])).rejects.toMatchObject({ code: '22012' });
    await line.unsafe('rollback', []);
    expect(await notes()).toEqual([]);
  });

  it('takes another role where it asks for one', async () => {
    await open('authenticated', 'first');
    await line.unsafe('SET LOCAL ROLE "anon"', []);

    expect(await whoAsks()).toEqual([{ role: 'anon', sub: 'first', n: '1' }]);
    await line.unsafe('rollback', []);
  });
});
