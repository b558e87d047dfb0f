import type { JSONValue, Sql, TransactionSql } from 'postgres';
import { homeOf, lets, type Target, tableRules, targets } from './matrix-declared';
import { type Actor, absent, actors, calls, type Home, owners, people, tenants } from './matrix-world';

export type Operation =
  | 'select'
  | 'insert'
  | 'update'
  | 'delete'
  | 'upsert'
  | 'returning'
  | 'embed'
  | 'count'
  | 'move'
  | 'mass'
  | 'rpc';
export type Expected = 'allow' | 'runs' | 'deny' | { rows: number } | { code: string };
export type Cell = {
  table: string;
  operation: Operation;
  actor: Actor;
  target: Target;
  statement: string;
  expected: Expected;
};
export type Outcome = { rows: number } | { code: string; message: string };

type Row = Record<string, JSONValue>;
export type Parent = { table: string; columns: string[]; parentColumns: string[] };
export type Table = {
  name: string;
  columns: string[];
  key: string[];
  types: Record<string, string>;
  parent: Parent | null;
  rows: Partial<Record<Home, Row>>;
};

/** Tables, keys and references as the catalogue has them, each with its row of every business. */
export async function readTables(sql: Sql | TransactionSql): Promise<Table[]> {
  const found = await sql<Omit<Table, 'rows'>[]>`
    select n.nspname || '.' || c.relname as name,
      array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped
        and attgenerated = '' order by attnum) as columns,
      (select jsonb_object_agg(attname, format_type(atttypid, null)) from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped) as types,
      array(select a.attname::text from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
        where k.conrelid = c.oid and k.contype = 'p' order by array_position(k.conkey, a.attnum)) as key,
      (select jsonb_build_object(
          'table', f.confrelid::regclass::text,
          'columns', (select jsonb_agg(a.attname order by u.o) from unnest(f.conkey) with ordinality u (n, o)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = u.n),
          'parentColumns', (select jsonb_agg(a.attname order by u.o) from unnest(f.confkey) with ordinality u (n, o)
            join pg_attribute a on a.attrelid = f.confrelid and a.attnum = u.n))
        from pg_constraint f join pg_class p on p.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f'
        order by (p.relnamespace = 'public'::regnamespace) desc, f.conname limit 1) as parent
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'identity') and c.relkind in ('r', 'p')
    order by 1`;

  const tables: Table[] = [];
  for (const table of found) tables.push({ ...table, rows: await readRows(sql, table) });
  return tables;
}

async function readRows(
  sql: Sql | TransactionSql,
  { name, columns }: Pick<Table, 'name' | 'columns'>,
): Promise<Table['rows']> {
  const rows: Table['rows'] = {};
  for (const home of ['here', 'elsewhere', 'suspended'] as const) {
    const where = ownership(name, columns, home);
    const [row] = await sql.unsafe<{ row: Row }[]>(`select to_jsonb(t) as row from ${name} t where ${where} limit 1`);
    if (!row) throw new Error(`The matrix has no row of ${name} for ${home}: give it one in matrix-world.`);
    rows[home] = Object.fromEntries(columns.map((column) => [column, row.row[column] ?? null]));
  }
  return rows;
}

function ownership(name: string, columns: string[], home: Home): string {
  if (name === 'public.calls') return `id = '${calls[home]}'`;
  if (columns.includes('call_id')) return `call_id = '${calls[home]}'`;
  if (name === 'public.tenants') return `id = '${tenants[home]}'`;
  if (name === 'public.platform_admins') return `user_id = '${home === 'here' ? people.admin : people.otherAdmin}'`;
  if (name === 'public.members') return `tenant_id = '${tenants[home]}' and user_id = '${owners[home]}'`;
  if (columns.includes('tenant_id')) return `tenant_id = '${tenants[home]}'`;
  if (name === 'identity.users') return `id = '${owners[home]}'`;
  if (columns.includes('user_id')) return `user_id = '${owners[home]}'`;
  if (name === 'identity.mails') return `to_address = 'owner@${home}.example'`;
  return 'true';
}

const quoted = (value: JSONValue | undefined) =>
  value === null || value === undefined ? 'null' : `'${String(value).replaceAll("'", "''")}'`;
const nobodys: Record<string, string> = { uuid: absent, integer: '987654', bigint: '987654', boolean: 'false' };

export function keyOf(table: Table, home: Home | null): Record<string, string> {
  const row = home ? table.rows[home] : undefined;
  return Object.fromEntries(
    table.key.map((column) => [column, row ? String(row[column]) : (nobodys[table.types[column] ?? ''] ?? 'absent')]),
  );
}

function where(table: Table, home: Home | null): string {
  return Object.entries(keyOf(table, home))
    .map(([column, value]) => `${column} = ${quoted(value)}`)
    .join(' and ');
}

let counter = 0;

/** The target's row under a key of its own, so that nothing but a policy can refuse it. */
export function freshRow(table: Table, home: Home | null): Row {
  counter += 1;
  const row = { ...(table.rows[home ?? 'here'] ?? {}) };
  const fresh: Row = {
    id: `99999999-0000-4000-8000-${String(counter).padStart(12, '0')}`,
    slug: `fresh-${counter}`,
    number: 1000 + counter,
    sequence: 1000 + counter,
    e164: `+1202555${String(counter).padStart(6, '0')}`,
    email: `fresh-${counter}@matrix.example`,
    hash: `fresh-${counter}`,
    carrier_call_sid: `CA-fresh-${counter}`,
    tool_call_id: `fresh-${counter}`,
    provider_id: `fresh-${counter}`,
    provider_account_id: `fresh-${counter}`,
  };
  for (const column of table.columns) if (fresh[column] !== undefined) row[column] = fresh[column] ?? null;
  if (table.name === 'public.members' || table.name === 'public.platform_admins') row.user_id = people.stranger;
  if (home === null) for (const column of ['tenant_id', 'call_id', 'user_id']) if (column in row) row[column] = absent;
  return row;
}

export function touched(table: Table): string {
  return tableRules[table.name]?.touch ?? table.columns.at(-1) ?? '';
}

function insertOf(table: Table, row: Row): string {
  const record = `jsonb_populate_record(null::${table.name}, ${quoted(JSON.stringify(row))})`;
  const columns = table.columns.join(', ');
  return `insert into ${table.name} (${columns}) select ${columns} from ${record}`;
}

function upsertOf(table: Table, home: Home | null): string {
  const row = home ? (table.rows[home] ?? {}) : { ...freshRow(table, null), ...keyOf(table, null) };
  const touch = touched(table);
  return `${insertOf(table, row)} on conflict (${table.key.join(', ')}) do update set ${touch} = excluded.${touch}`;
}

function embedOf(table: Table, home: Home | null): string {
  const { parent } = table;
  const child = `select from ${table.name} t where ${where(table, home)}`;
  if (!parent) return `select from (values (1)) as one, lateral (${child}) as child`;
  const on = parent.columns.map((column, index) => `t.${column} = parent.${parent.parentColumns[index]}`).join(' and ');
  return `select from ${parent.table} as parent, lateral (${child} and ${on}) as child`;
}

function moveOf(table: Table, destination: Home | null): string {
  const to = [
    ['tenant_id', destination ? tenants[destination] : absent],
    ['call_id', destination ? calls[destination] : absent],
    ['user_id', destination ? owners[destination] : absent],
  ].filter(([column]) => table.columns.includes(column ?? ''));
  if (to.length === 0) to.push([touched(table), String(table.rows.here?.[touched(table)] ?? '')]);
  return `update ${table.name} set ${to.map(([column, value]) => `${column} = ${quoted(value)}`).join(', ')}`;
}

function constantOf(table: Table, home: Home): string {
  const column = touched(table);
  return `(jsonb_populate_record(null::${table.name}, ${quoted(JSON.stringify(table.rows[home]))})).${column}`;
}

function statementOf(table: Table, operation: Operation, home: Home | null): string {
  const { name } = table;
  const touch = touched(table);
  const at = where(table, home);
  if (operation === 'select') return `select from ${name} where ${at}`;
  if (operation === 'count') return `select from (select count(*) as n from ${name} where ${at}) as c where n > 0`;
  if (operation === 'update') return `update ${name} set ${touch} = ${touch} where ${at}`;
  if (operation === 'delete') return `delete from ${name} where ${at}`;
  if (operation === 'insert') return insertOf(table, freshRow(table, home));
  if (operation === 'returning') return `${insertOf(table, freshRow(table, home))} returning *`;
  if (operation === 'upsert') return upsertOf(table, home);
  if (operation === 'embed') return embedOf(table, home);
  if (operation === 'move') return moveOf(table, home);
  return `update ${name} set ${touch} = ${constantOf(table, 'here')}`;
}

const byRow: Operation[] = ['select', 'insert', 'update', 'delete', 'upsert', 'returning', 'embed', 'count'];

export function isAllowed(table: Table, operation: Operation, actor: Actor, target: Target): boolean {
  const rule = tableRules[table.name] ?? {};
  const can = (verb: 'select' | 'insert' | 'update' | 'delete') => lets(rule[verb], actor, target);
  if (operation === 'select' || operation === 'count') return can('select');
  if (operation === 'insert' || operation === 'delete') return can(operation);
  if (operation === 'update') return can('update') && can('select');
  if (operation === 'upsert') return can('insert') && can('update') && can('select');
  if (operation === 'returning') return can('insert') && can('select');
  if (operation === 'embed') {
    return can('select') && (!table.parent || lets(tableRules[inSchema(table.parent.table)]?.select, actor, target));
  }
  return false;
}

const inSchema = (name: string) => (name.includes('.') ? name : `public.${name}`);

/** Every cell of one table: what each actor tries, and what the declared rules say of it. */
export function cellsOf(table: Table): Cell[] {
  return actors.flatMap((actor) => {
    const cell = (operation: Operation, target: Target, expected: Expected): Cell => {
      const statement = statementOf(table, operation, homeOf(actor, target));
      return { table: table.name, operation, actor, target, statement, expected };
    };
    const touches = lets(tableRules[table.name]?.update, actor, 'own');
    return [
      ...byRow.flatMap((operation) =>
        targets.map((target) => cell(operation, target, isAllowed(table, operation, actor, target) ? 'allow' : 'deny')),
      ),
      ...(actor.call === calls[homeOf(actor, 'other') ?? 'here'] ? [] : [cell('move', 'other', 'deny')]),
      cell('move', 'absent', 'deny'),
      cell('mass', 'own', massExpected(table, actor, touches)),
    ];
  });
}

/** Without a condition no select policy helps: the rows that an update reaches are those of its own policy. */
function massExpected(table: Table, actor: Actor, touches: boolean): Expected {
  if (touches) return { rows: 1 };
  const { update } = tableRules[table.name] ?? {};
  if (!update?.includes('the call') || !actor.call) return 'deny';
  const ownsCall = table.name === 'public.calls' || actor.call === calls.elsewhere;
  return ownsCall ? { rows: 1 } : 'deny';
}

/** Tries one statement as one actor and takes everything back. */
export const attemptFunction = `
create function pg_temp.attempt(p_role text, p_claims jsonb, p_statement text) returns jsonb language plpgsql as $$
declare affected bigint;
begin
  begin
    perform set_config('request.jwt.claims', p_claims::text, true),
      set_config('request.jwt.claim.sub', coalesce(p_claims ->> 'sub', ''), true),
      set_config('request.jwt.claim.role', p_role, true), set_config('role', p_role, true);
    execute p_statement;
    get diagnostics affected = row_count;
    raise exception using errcode = 'ZZ000', message = affected::text;
  exception when others then
    if sqlstate = 'ZZ000' then return jsonb_build_object('rows', sqlerrm::bigint); end if;
    return jsonb_build_object('code', sqlstate, 'message', sqlerrm);
  end;
end $$`;

export async function runCells(sql: Sql | TransactionSql, cells: readonly Cell[]): Promise<Outcome[]> {
  const tries = cells.map(({ actor, statement }) => ({ role: actor.claims.role, claims: actor.claims, statement }));
  const rows = await sql<{ outcome: Outcome }[]>`
    select pg_temp.attempt(value ->> 'role', value -> 'claims', value ->> 'statement') as outcome
    from jsonb_array_elements(${sql.json(tries as unknown as JSONValue)}) with ordinality as t (value, position)
    order by position`;
  return rows.map(({ outcome }) => outcome);
}

/** A denial is zero rows or 42501 and nothing else: a typo in a statement must not pass for a wall. */
export function isAsExpected(expected: Expected, outcome: Outcome): boolean {
  if (typeof expected === 'object' && 'rows' in expected) return 'rows' in outcome && outcome.rows === expected.rows;
  if (typeof expected === 'object') return 'code' in outcome && outcome.code === expected.code;
  if (expected === 'runs') return 'rows' in outcome;
  if (expected === 'allow') return 'rows' in outcome && outcome.rows > 0;
  return 'rows' in outcome ? outcome.rows === 0 : outcome.code === '42501';
}

export function describeCell({ table, operation, actor, target, expected, statement }: Cell, outcome: Outcome): string {
  const [want, got] = [JSON.stringify(expected), JSON.stringify(outcome)];
  return `${actor.name}: ${operation} ${table} (${target}): expected ${want}, got ${got}\n    ${statement.slice(0, 300)}`;
}

/** Row level security alone: everything granted, as a local API may do it, and no trigger to help. */
export const wallsDown = `
  grant usage on schema public, identity, private to anon, authenticated, call_agent, job_worker;
  grant all on all tables in schema public, identity to anon, authenticated, call_agent, job_worker;
  grant all on all sequences in schema public to anon, authenticated, call_agent, job_worker;
  set session_replication_role = replica`;
