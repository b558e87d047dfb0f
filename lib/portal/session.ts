import 'server-only';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { isAtLeast, type MemberRole } from '@/lib/contracts/member';
import { resumeSession, type SessionUser } from '@/lib/identity/read';
import { isPlatformAdmin, readMemberships, type TenantStatus } from '@/lib/member/read';
import { type DbAndStorage, memberDatabase } from '@/lib/platform/database';
import { mintMemberToken } from '@/lib/platform/database-token';
import { AppError, isAppError } from '@/lib/platform/errors';
import { mintTenantId, mintUserId, type TenantId, type UserId } from '@/lib/platform/ids';
import { serviceDatabase } from '@/lib/platform/service-database';
import { safePath } from './safe-path';
import { readSessionId } from './session-cookie';

export type User = {
  userId: UserId;
  sessionId: string;
  sessionVersion: number;
  email: string;
  name: string;
  /** The database as this person may see it. */
  db: DbAndStorage;
};

export type Member = Omit<User, 'name'> & {
  tenantId: TenantId;
  role: MemberRole;
  /** The person's own name. */
  name: string;
  tenant: { slug: string; name: string; status: TenantStatus };
};

export type Admin = User;

/** Null for a visitor. Asks the database once a request. */
export const findUser = cache(async (): Promise<User | null> => {
  const sessionId = await readSessionId();
  if (!sessionId) return null;
  const found = await resumeSession(serviceDatabase(), sessionId);
  return found && asUser(sessionId, found);
});

async function asUser(sessionId: string, { userId: id, sessionVersion, email, name }: SessionUser): Promise<User> {
  const userId = mintUserId(id);
  const db = memberDatabase(await mintMemberToken({ userId, sessionVersion }));
  return { userId, sessionId, sessionVersion, email, name, db };
}

const memberships = cache(readMemberships);

export function readMyTenants({ db, userId }: Pick<User, 'db' | 'userId'>) {
  return memberships(db, userId);
}

const amAdmin = cache(isPlatformAdmin);

export function isAdmin({ db, userId }: Pick<User, 'db' | 'userId'>): Promise<boolean> {
  return amAdmin(db, userId);
}

/** For actions and route handlers: throws where a page would send people elsewhere, so that nothing typed is lost. */
export async function proveUser(): Promise<User> {
  const user = await findUser();
  if (!user) throw new AppError('unauthenticated', 'Your session has ended. Sign in again in another tab, then retry.');
  return user;
}

/** A tenant of others and a tenant that does not exist are the same: not found. */
export async function proveMember(slug: string, atLeast: MemberRole = 'viewer'): Promise<Member> {
  const user = await proveUser();
  const found = (await readMyTenants(user)).find((membership) => membership.slug === slug);
  if (!found) throw new AppError('not_found', 'There is no such business among yours.');
  if (!isAtLeast(found.role, atLeast)) throw new AppError('forbidden', `Only a ${atLeast} or above can do this.`);

  const { tenantId, role, name, status } = found;
  return { ...user, tenantId: mintTenantId(tenantId), role, tenant: { slug, name, status } };
}

export async function proveAdmin(): Promise<Admin> {
  const user = await proveUser();
  if (!(await isAdmin(user))) throw new AppError('not_found', 'There is nothing here.');
  return user;
}

/** For pages: a visitor is sent to sign in and comes back; what one may not see is not there. */
async function orElsewhere<Proof>(prove: () => Promise<Proof>): Promise<Proof> {
  try {
    return await prove();
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'unauthenticated') redirect(await signInHref());
    if (error.code === 'not_found' || error.code === 'forbidden') notFound();
    throw error;
  }
}

export const requireUser = () => orElsewhere(proveUser);
export const requireMember = (slug: string, atLeast?: MemberRole) => orElsewhere(() => proveMember(slug, atLeast));
export const requireAdmin = () => orElsewhere(proveAdmin);

async function signInHref(): Promise<string> {
  const from = safePath((await headers()).get('x-foyer-path'), '');
  return from && from !== '/' ? `/sign-in?next=${encodeURIComponent(from)}` : '/sign-in';
}

/** Where somebody belongs who came in within this very request, before the browser could show the cookie. */
export async function homePathAfter(sessionId: string, person: SessionUser): Promise<string> {
  return homePath(await asUser(sessionId, person));
}

/** Where a signed-in person belongs. */
export async function homePath(user: User): Promise<string> {
  const [first] = await readMyTenants(user);
  if (first) return `/${first.slug}`;
  return (await isAdmin(user)) ? '/admin/tenants' : '/welcome';
}
