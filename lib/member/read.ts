import { type MemberRole, type NotifiedOf, notifiedOfKinds } from '@/lib/contracts/member';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId, UserId } from '@/lib/platform/ids';
import type { OwnPhone, PendingCode } from './own-phone';

export type TenantStatus = 'active' | 'suspended';

export type Membership = {
  /** Not yet a proof: the gate mints that. */
  tenantId: string;
  slug: string;
  name: string;
  status: TenantStatus;
  role: MemberRole;
};

const unreadable = 'Your businesses could not be read. Try again shortly.';

/** Every business the person belongs to, by name. */
export async function readMemberships(db: Db, userId: UserId): Promise<Membership[]> {
  const { data, error } = await db
    .from('members')
    .select('role, tenants!inner(id, slug, name, status)')
    .eq('user_id', userId);
  if (error) throw databaseError(error, unreadable);

  return (data ?? [])
    .map(({ role, tenants }) => ({
      tenantId: tenants.id,
      slug: tenants.slug,
      name: tenants.name,
      status: tenants.status,
      role,
    }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

export async function isPlatformAdmin(db: Db, userId: UserId): Promise<boolean> {
  const { data, error } = await db.from('platform_admins').select('user_id').eq('user_id', userId).maybeSingle();
  if (error) throw databaseError(error, unreadable);
  return Boolean(data);
}

export async function readNotifiedOf(db: Db, tenantId: TenantId, userId: UserId): Promise<NotifiedOf> {
  const { data, error } = await db
    .from('members')
    .select('notified_of')
    .eq('tenant_id', tenantId)
    .eq('user_id', userId)
    .maybeSingle();
  if (error) throw databaseError(error, 'Your choice could not be read.');
  return notifiedOfKinds.find((kind) => kind === data?.notified_of) ?? 'urgent';
}

/** The telephone by which they take calls over; nobody reads anybody else's. */
export async function findOwnPhone(db: Db, tenantId: TenantId, userId: UserId): Promise<OwnPhone | null> {
  const { data, error } = await db
    .from('member_phones')
    .select('e164, verified_at')
    .eq('tenant_id', tenantId)
    .eq('user_id', userId)
    .maybeSingle();
  if (error) throw databaseError(error, 'Your phone could not be read.');
  return data && { number: data.e164, isVerified: data.verified_at !== null };
}

/** The last code that was asked for and not used. */
export async function findPendingCode(db: Db, tenantId: TenantId): Promise<PendingCode | null> {
  const { data, error } = await db.rpc('my_phone_code', { p_tenant: tenantId });
  if (error) throw databaseError(error, 'Your code could not be read.');
  const [row] = data;
  if (!row) return null;
  const { id, expires_at, sent_at, tries_left, problem } = row;
  return { id, expiresAt: expires_at, isSent: sent_at !== null, triesLeft: tries_left, problem: problem ?? '' };
}
