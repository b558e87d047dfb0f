import type { Sql } from 'postgres';

const jsonTypes = [114, 3802];

/**
 * lite turns the JSON arguments of a function into text and hands them to a driver that does so again, so that functions
 * would receive strings. What is JSON text already is passed on as it is; hosted Supabase does the same.
 */
export function passJsonTextOnce(sql: Sql): void {
  for (const type of jsonTypes)
    sql.options.serializers[type] = (value: unknown) => (isJsonText(value) ? value : JSON.stringify(value));
}

function isJsonText(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
