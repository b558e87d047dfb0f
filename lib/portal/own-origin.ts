import { headers } from 'next/headers';
import { portalEnv } from '@/lib/platform/env';
import { AppError } from '@/lib/platform/errors';

/** Whether a request that changes something was sent by a page of ours: by address, or by the name it was reached under. */
export function isOwnOrigin(origin: string | null, host: string | null, publicUrl: string): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  const sender = new URL(origin);
  return sender.origin === new URL(publicUrl).origin || (host !== null && sender.host === host);
}

/** Next lets a request without an origin through; no browser sends a form or an action without one. */
export async function requireOwnOrigin(): Promise<void> {
  const all = await headers();
  if (isOwnOrigin(all.get('origin'), all.get('host'), portalEnv().publicUrl)) return;
  throw new AppError('forbidden', 'This was not sent from a page of ours. Load the page again.');
}
