import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, timingSafeEqual } from 'node:crypto';
import { type App, setExperimental } from '@supabase/lite';
import { makeFileStore } from './storage-files';

/** What one request asks of its object. lite asks the store without it. */
export type AskedRange = { range: string | null };

type Keys = { publishableKey: string; secretKey: string };
type Serve = (request: Request) => Promise<Response>;

const objects = /^\/storage\/v1\/object\/(?:recordings|knowledge)(?:\/[^/]+\/[^/]+)?$/;
const methods = new Set(['GET', 'HEAD', 'POST', 'DELETE']);
const asked = new AsyncLocalStorage<AskedRange>();

/** Before the system schema is made: without a store there is no schema `storage`. */
export function openStorage(app: App, folder: string): void {
  setExperimental('storage', true);
  app._storageAdapter = makeFileStore(folder, () => asked.getStore()?.range ?? null);
}

export function isStorageRequest(request: Request): boolean {
  return new URL(request.url).pathname.startsWith('/storage/v1/');
}

/** Objects of our buckets and nothing else: no bucket is made, listed or signed from here, and every request has a key. */
export function storageDoor(serve: Serve, keys: Keys): Serve {
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (!objects.test(pathname) || !methods.has(request.method)) {
      return Response.json({ message: 'Not found' }, { status: 404 });
    }
    const apiKey = request.headers.get('apikey') ?? '';
    if (!isSame(apiKey, keys.publishableKey) && !isSame(apiKey, keys.secretKey)) {
      return Response.json({ message: 'No API key found in request' }, { status: 401 });
    }
    const range = request.method === 'GET' ? request.headers.get('range') : null;
    const response = await asked.run({ range }, () => serve(request));
    return range ? asPartial(response) : response;
  };
}

/** lite says 200 whatever the store gave. */
function asPartial(response: Response): Response {
  const contentRange = response.headers.get('content-range');
  if (!contentRange) return response;
  const status = contentRange.startsWith('bytes */') ? 416 : 206;
  return new Response(status === 416 ? null : response.body, { status, headers: response.headers });
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
