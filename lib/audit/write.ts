import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';
import { asJson } from '@/lib/platform/json';

export type SystemEvent = {
  eventType: string;
  severity: 'info' | 'warning' | 'high';
  /** Absent: an event of the platform. */
  tenantId?: TenantId;
  /** Who asked, when nobody is known. */
  ipAddress?: string;
  details: Record<string, unknown>;
};

/** Appends what a service saw or did to the hash-chained log; needs the service key. */
export async function writeSystemEvent(db: Db, event: SystemEvent): Promise<void> {
  const { error } = await db.rpc('write_audit', {
    p_event_type: event.eventType,
    p_severity: event.severity,
    p_actor_kind: event.ipAddress === undefined ? 'system' : 'visitor',
    p_tenant: event.tenantId,
    p_ip: event.ipAddress ?? null,
    p_details: asJson(event.details),
  });
  if (error) throw databaseError(error, 'The event could not be recorded.');
}
