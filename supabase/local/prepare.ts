import type { Sql } from 'postgres';
import { migrate, seedOnce } from './migrate';
import { openAuthFunctions, rememberPrivileges, restorePrivileges } from './privileges';

/** Brings a database that has the `auth` schema to the present migrations, and to demo data when asked. */
export async function prepareDatabase(sql: Sql, { withDemo }: { withDemo: boolean }): Promise<string[]> {
  await restorePrivileges(sql);
  const applied = await migrate(sql);
  await openAuthFunctions(sql);
  if (applied.length > 0) await rememberPrivileges(sql);
  if (withDemo) await seedOnce(sql);
  return applied;
}
