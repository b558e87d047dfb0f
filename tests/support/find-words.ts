import type { Sql } from 'postgres';

/** Every table in which these words still stand, anywhere in any row; optionally in the rows of one tenant alone. */
export async function tablesWith(sql: Sql, words: string, tenantId?: string): Promise<string[]> {
  const tables = await sql<{ name: string; hasTenant: boolean }[]>`
    select format('%I.%I', n.nspname, c.relname) as name,
      exists (select from pg_attribute where attrelid = c.oid and attname = 'tenant_id' and not attisdropped) as "hasTenant"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'identity', 'private', 'storage') and c.relkind in ('r', 'p')`;
  const found: string[] = [];
  for (const { name, hasTenant } of tables) {
    if (tenantId && !hasTenant) continue;
    const mine = tenantId ? `tenant_id = '${tenantId}' and` : '';
    const [row] = await sql.unsafe(
      `select count(*)::integer as n from ${name} t where ${mine} position($1 in t::text) > 0`,
      [words],
    );
    if (row?.n > 0) found.push(name);
  }
  return found.sort();
}
