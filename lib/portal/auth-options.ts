import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import Google from 'next-auth/providers/google';
import { absoluteSeconds, readUser, resumeSession } from '@/lib/identity/read';
import { endSession } from '@/lib/identity/write';
import { portalEnv } from '@/lib/platform/env';
import { makeLog } from '@/lib/platform/log';
import { serviceDatabase } from '@/lib/platform/service-database';
import { userIdFromGoogle } from './google-sign-in';
import { sessionCookie } from './session-cookie';
import { checkCredentials, startSession } from './sign-in';
import { clientIp, readVisitor } from './visitor';

const log = makeLog('sign-in');

/** next-auth keeps the cookie; who may do what is asked of the database at every door. */
export function authOptions(): NextAuthOptions {
  const { nextAuthSecret, google, publicUrl } = portalEnv();
  process.env.NEXTAUTH_URL ??= publicUrl;

  return {
    secret: nextAuthSecret,
    session: { strategy: 'jwt', maxAge: absoluteSeconds },
    useSecureCookies: publicUrl.startsWith('https://'),
    cookies: { sessionToken: sessionCookie() },
    pages: { signIn: '/sign-in', signOut: '/account', error: '/sign-in' },
    providers: [password, ...(google ? [Google({ ...google, checks: ['pkce', 'state', 'nonce'] })] : [])],
    callbacks,
    events: {
      async signOut({ token }) {
        if (typeof token?.sessionId !== 'string' || !token.sub) return;
        await endSession(serviceDatabase(), token.sub, token.sessionId, new Date());
      },
    },
    logger: {
      error: (code) => log.warn({ code }, 'next-auth reported an error'),
      warn: (code) => log.debug({ code }, 'next-auth reported a warning'),
      debug: () => undefined,
    },
  };
}

const password = Credentials({
  name: 'E-mail and password',
  credentials: { email: { label: 'E-mail', type: 'email' }, password: { label: 'Password', type: 'password' } },
  async authorize(typed, request) {
    const ip = clientIp(request.headers?.['x-forwarded-for'] ?? null);
    const visitor = { ip, userAgent: request.headers?.['user-agent'] ?? '' };
    const user = await checkCredentials({ email: typed?.email ?? '', password: typed?.password ?? '' }, visitor);
    return { id: user.id, email: user.email, name: user.name };
  },
});

const callbacks: NextAuthOptions['callbacks'] = {
  async signIn({ account, profile, user }) {
    if (account?.provider !== 'google') return true;
    const userId = await userIdFromGoogle(profile ?? {});
    if (!userId) return '/sign-in?error=google';
    user.id = userId;
    return true;
  },

  /** Runs at every look at the cookie too: one whose session has ended is refused and cleared. */
  async jwt({ token, user, account }) {
    const db = serviceDatabase();
    if (user) {
      const { session_version: sessionVersion } = await readUser(db, user.id);
      const by = account?.provider === 'google' ? 'google' : 'password';
      return {
        sub: user.id,
        sessionId: await startSession({ userId: user.id, sessionVersion, visitor: await readVisitor(), by }),
      };
    }
    const live = typeof token.sessionId === 'string' && (await resumeSession(db, token.sessionId));
    if (!live) throw new Error('The session has ended.');
    return { sub: live.userId, sessionId: token.sessionId, email: live.email, name: live.name };
  },

  session: ({ session, token }) => ({ ...session, user: { email: token.email, name: token.name } }),

  redirect: ({ url, baseUrl }) => (new URL(url, baseUrl).origin === baseUrl ? new URL(url, baseUrl).href : baseUrl),
};
