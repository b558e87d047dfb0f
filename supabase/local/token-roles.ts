import { decodeJwt } from 'jose';

const roles = new Set<unknown>(['anon', 'authenticated', 'call_agent', 'job_worker']);

/**
 * The local API connects as a superuser and becomes whatever role a signed token names, `postgres` too. Hosted Supabase
 * can only become the roles of its own; so do we. Whether the signature is good is decided after this.
 */
export function namesOurRole(request: Request): boolean {
  const token = request.headers.get('authorization')?.replace(/^Bearer\s+/i, '') ?? '';
  if (token.split('.').length !== 3) return true;
  try {
    return roles.has(decodeJwt(token).role);
  } catch {
    return false;
  }
}
