import { SignJWT } from 'jose';
import { testKeys } from './database';
import { type Cell, freshRow, isAllowed, keyOf, type Operation, type Outcome, type Table, touched } from './matrix';
import { homeOf, type Target, targets } from './matrix-declared';
import { type Actor, actors } from './matrix-world';

export type ApiCell = Omit<Cell, 'statement'> & { request: (actor: Actor) => Promise<Request> };

const tokens = new Map<string, Promise<string>>();

/** What the portal and the call server would show for this actor; a visitor has the publishable key alone. */
function tokenOf(actor: Actor): Promise<string> {
  if (actor.claims.role === 'anon') return Promise.resolve(testKeys.SUPABASE_PUBLISHABLE_KEY);
  const known = tokens.get(actor.name);
  if (known) return known;
  const token = new SignJWT({ ...actor.claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setAudience('authenticated')
    .setIssuedAt()
    .setExpirationTime('300s')
    .sign(new TextEncoder().encode(testKeys.SUPABASE_JWT_SECRET));
  tokens.set(actor.name, token);
  return token;
}

export type Asked = { method: string; path: string; prefer?: string; body?: unknown; schema: string };

export async function requestOf(
  url: string,
  actor: Actor,
  { method, path, prefer, body, schema }: Asked,
): Promise<Request> {
  const headers = new Headers({
    apikey: testKeys.SUPABASE_PUBLISHABLE_KEY,
    authorization: `Bearer ${await tokenOf(actor)}`,
    'content-type': 'application/json',
    [method === 'GET' || method === 'HEAD' ? 'accept-profile' : 'content-profile']: schema,
  });
  if (prefer) headers.set('prefer', prefer);
  return new Request(`${url}/rest/v1/${path}`, { method, headers, body: body ? JSON.stringify(body) : undefined });
}

function askedOf(table: Table, operation: Operation, actor: Actor, target: Target): Asked {
  const [schema = '', name = ''] = table.name.split('.');
  const home = homeOf(actor, target);
  const key = new URLSearchParams(Object.entries(keyOf(table, home)).map(([column, value]) => [column, `eq.${value}`]));
  const column = touched(table);
  const row = home ? table.rows[home] : undefined;
  const shown = 'return=representation';
  const parent = table.parent?.table.split('.').at(-1);

  if (operation === 'select') return { schema, method: 'GET', path: `${name}?${key}&select=${column}` };
  if (operation === 'count')
    return { schema, method: 'HEAD', path: `${name}?${key}&select=${column}`, prefer: 'count=exact' };
  if (operation === 'embed') {
    const embedded =
      table.parent?.table.includes('.') || !parent
        ? column
        : `${column},${parent}!${table.parent?.columns[0]}!inner(*)`;
    return { schema, method: 'GET', path: `${name}?${key}&select=${embedded}` };
  }
  if (operation === 'update') {
    return {
      schema,
      method: 'PATCH',
      path: `${name}?${key}`,
      prefer: shown,
      body: { [column]: row?.[column] ?? table.rows.here?.[column] ?? null },
    };
  }
  if (operation === 'delete') return { schema, method: 'DELETE', path: `${name}?${key}`, prefer: shown };
  if (operation === 'upsert') {
    const body = row ?? { ...freshRow(table, null), ...keyOf(table, null) };
    return {
      schema,
      method: 'POST',
      path: `${name}?on_conflict=${table.key.join(',')}`,
      prefer: `resolution=merge-duplicates,${shown}`,
      body,
    };
  }
  const prefer = operation === 'returning' ? shown : 'return=minimal';
  return { schema, method: 'POST', path: name, prefer, body: freshRow(table, home) };
}

const operations: Operation[] = ['select', 'insert', 'update', 'delete', 'upsert', 'returning', 'embed', 'count'];

export function apiCellsOf(table: Table, url: string): ApiCell[] {
  return actors.flatMap((actor) =>
    operations.flatMap((operation) =>
      targets.map((target): ApiCell => {
        const outside = operation === 'embed' && table.parent?.table.includes('.');
        const expected = isAllowed(table, outside ? 'select' : operation, actor, target) ? 'allow' : 'deny';
        const request = (who: Actor) => requestOf(url, who, askedOf(table, operation, who, target));
        return { table: table.name, operation, actor, target, expected, request };
      }),
    ),
  );
}

export async function outcomeOf(response: Response): Promise<Outcome> {
  if (response.ok) {
    const counted = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
    const text = await response.text();
    if (counted) return { rows: Number(counted) };
    if (!text) return { rows: 1 };
    const body: unknown = JSON.parse(text);
    return { rows: Array.isArray(body) ? body.length : 1 };
  }
  const text = await response.text();
  try {
    const { code, message }: { code?: string; message?: string } = JSON.parse(text);
    return { code: code ?? String(response.status), message: message ?? '' };
  } catch {
    return {
      code: response.status === 403 || response.status === 401 ? '42501' : String(response.status),
      message: text,
    };
  }
}
