import { originOf, placeholdersIn } from '@/lib/contracts/connection-address';
import type { Connection } from '@/lib/contracts/connections';
import type { ConnectionInput } from './input';

export type ConnectionRequest = {
  url: URL;
  method: Connection['method'];
  headers: Record<string, string>;
  body: string | undefined;
};

type Given = { idempotencyKey: string; secrets: ReadonlyMap<string, string> };

const maxKeyLength = 200;

/** Null where what was filled in would lead elsewhere than the owner's address does. */
export function makeRequest(connection: Connection, input: ConnectionInput, given: Given): ConnectionRequest | null {
  const { method, headers } = connection;
  const values = new Map(Object.entries(input));
  const url = filledIn(connection.url, values);
  if (url?.protocol !== 'https:' || url.origin !== originOf(connection.url)) return null;

  for (const name of placeholdersIn(connection.url)) values.delete(name);
  const hasBody = method !== 'GET' && method !== 'DELETE';
  if (!hasBody) for (const [name, value] of values) url.searchParams.append(name, String(value));

  return {
    url,
    method,
    headers: {
      accept: 'application/json, text/plain;q=0.8',
      'user-agent': 'Foyer/1.0',
      ...Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value])),
      ...Object.fromEntries([...given.secrets].map(([name, value]) => [name.toLowerCase(), value])),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      'idempotency-key': given.idempotencyKey.replaceAll(/[^\w:.-]/g, '').slice(0, maxKeyLength),
    },
    body: hasBody ? JSON.stringify(Object.fromEntries(values)) : undefined,
  };
}

type Values = ReadonlyMap<string, string | number | boolean>;

function filledIn(template: string, values: Values): URL | null {
  const at = template.indexOf('?');
  const path = fill(at < 0 ? template : template.slice(0, at), values);
  if (path === null || leadsUpwards(path)) return null;
  const pairs = at < 0 ? [] : template.slice(at + 1).split('&');
  // A detail that nobody gave is not asked for.
  const query = pairs.map((pair) => fill(pair, values)).filter((pair) => pair !== null);
  const address = query.length > 0 ? `${path}?${query.join('&')}` : path;
  return URL.canParse(address) ? new URL(address) : null;
}

/** Null where a value is missing. */
function fill(text: string, values: Values): string | null {
  const names = placeholdersIn(text);
  if (names.some((name) => !values.has(name))) return null;
  return names.reduce((done, name) => done.replaceAll(`{${name}}`, () => encoded(values.get(name))), text);
}

function encoded(value: unknown): string {
  return encodeURIComponent(String(value).toWellFormed());
}

/** Dots stay dots when they are encoded, and a browser's rules take two of them for the folder above. */
function leadsUpwards(address: string): boolean {
  return address
    .replace(/^https:\/\//i, '')
    .split('/')
    .some((segment) => /^(\.|%2e){1,2}$/i.test(segment));
}
