import { cookies } from 'next/headers';
import { decode, encode } from 'next-auth/jwt';
import { absoluteSeconds } from '@/lib/identity/read';
import { portalEnv } from '@/lib/platform/env';

export function sessionCookie() {
  const secure = portalEnv().publicUrl.startsWith('https://');
  return {
    name: secure ? '__Host-foyer.session' : 'foyer.session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: absoluteSeconds },
  } as const;
}

/** The session that the browser names. Whether it is still good, only the database knows. */
export async function readSessionId(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  if (!token) return null;
  try {
    const claims = await decode({ token, secret: portalEnv().nextAuthSecret });
    return typeof claims?.sessionId === 'string' ? claims.sessionId : null;
  } catch {
    return null;
  }
}

/** The same cookie that next-auth writes, for sign-ins that come through our own form. */
export async function writeSessionCookie(userId: string, sessionId: string): Promise<void> {
  const { name, options } = sessionCookie();
  const secret = portalEnv().nextAuthSecret;
  const value = await encode({ token: { sub: userId, sessionId }, secret, maxAge: absoluteSeconds });
  (await cookies()).set(name, value, options);
}

export async function clearSessionCookie(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
}
