import { z } from 'zod';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { AuditEvent } from './audit-words';
import type { AdminTenant, TenantVersion } from './tenant';

const count = z.union([z.number(), z.string()]).transform(Number);

const tenantSchema = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    status: z.enum(['active', 'suspended']),
    suspended_reason: z.string().nullable(),
    live_version: z.number().nullable(),
    created_at: z.string(),
    numbers: z.array(z.string()),
    live_calls: count,
    calls: count,
    call_seconds: count,
    last_call_at: z.string().nullable(),
  })
  .transform(
    (row): AdminTenant => ({
      id: row.id,
      slug: row.slug,
      name: row.name,
      status: row.status,
      suspendedReason: row.suspended_reason,
      liveVersion: row.live_version,
      createdAt: row.created_at,
      numbers: row.numbers,
      liveCalls: row.live_calls,
      calls: row.calls,
      callSeconds: row.call_seconds,
      lastCallAt: row.last_call_at,
    }),
  );

/** Every business, by name. The database gives them to admins alone. */
export async function readTenants(adminDb: Db): Promise<AdminTenant[]> {
  const { data, error } = await adminDb.rpc('list_tenants');
  if (error) throw databaseError(error, 'The tenants could not be loaded.');
  return z.array(tenantSchema).parse(data);
}

const eventSchema = z
  .object({
    id: z.string(),
    at: z.string(),
    event_type: z.string(),
    severity: z.enum(['info', 'warning', 'high']),
    actor_kind: z.string(),
    actor_id: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .transform(
    (row): AuditEvent => ({
      id: row.id,
      at: row.at,
      eventType: row.event_type,
      severity: row.severity,
      actorKind: row.actor_kind,
      actorId: row.actor_id,
      details: row.details,
    }),
  );

/** What happened in a tenant lately, latest first. */
export async function readAuditTail(adminDb: Db, tenant: AdminTenant): Promise<AuditEvent[]> {
  const { data, error } = await adminDb.rpc('list_tenant_audit', { p_tenant: tenant.id });
  if (error) throw databaseError(error, 'The audit log could not be loaded.');
  return z.array(eventSchema).parse(data);
}

const versionSchema = z
  .object({ number: z.number(), note: z.string(), author_name: z.string(), published_at: z.string() })
  .transform(
    (row): TenantVersion => ({
      number: row.number,
      note: row.note,
      authorName: row.author_name,
      publishedAt: row.published_at,
    }),
  );

/** When, by whom and why the tenant published, latest first; what a version says stays with the tenant. */
export async function readTenantVersions(adminDb: Db, tenant: AdminTenant): Promise<TenantVersion[]> {
  const { data, error } = await adminDb.rpc('list_tenant_versions', { p_tenant: tenant.id });
  if (error) throw databaseError(error, 'The versions could not be loaded.');
  return z.array(versionSchema).parse(data);
}
