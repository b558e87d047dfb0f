import type { UsageEntry } from '@/lib/contracts/usage';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { CallId, TenantId } from '@/lib/platform/ids';
import { asJsonRecord } from '@/lib/platform/json';

/** What an entry costs, in whole micro-dollars; null where there is no price for it. */
export type Priced = UsageEntry & {
  cost: { microDollars: number; split: { audio: number; text: number; cached: number }; pricedBy: string } | null;
};

/** Of no call, or of one that is over. `line`: our own number that it was for, where no call says so. */
export type PricedApart = Priced & { callId?: string | null; line?: string | null };

const alreadyThere = '23505';

/** By the provider's id: an entry written again stays one, at the price that it had first. */
export async function saveUsage(
  db: Db,
  { callId, tenantId }: { callId: CallId; tenantId: TenantId },
  entries: readonly Priced[],
): Promise<void> {
  const { error } = await db.from('usage_ledger').upsert(
    entries.map((entry) => ({ call_id: callId, tenant_id: tenantId, ...usageRow(entry) })),
    { onConflict: 'call_id,kind,provider_id', ignoreDuplicates: true },
  );
  if (error) throw databaseError(error, 'What the call used could not be noted.');
}

export function usageRow({ kind, providerId, model, raw, at, cost }: Priced) {
  return {
    kind,
    provider_id: providerId,
    model,
    raw: asJsonRecord(raw),
    micro_dollars: cost?.microDollars ?? null,
    audio_micro_dollars: cost?.split.audio ?? 0,
    text_micro_dollars: cost?.split.text ?? 0,
    cached_micro_dollars: cost?.split.cached ?? 0,
    priced_by: cost?.pricedBy ?? null,
    at,
  };
}

/** What the portal had done for a business, outside of calls, by the services' own connection. Told again, it is there. */
export async function saveUsageApart(service: Db, tenantId: TenantId, { cost, raw, ...entry }: Priced): Promise<void> {
  const { error } = await service.from('usage_ledger').insert({
    tenant_id: tenantId,
    kind: entry.kind,
    provider_id: entry.providerId,
    model: entry.model,
    raw: asJsonRecord(raw),
    micro_dollars: cost?.microDollars ?? null,
    priced_by: cost?.pricedBy ?? null,
    at: entry.at,
  });
  if (error && error.code !== alreadyThere) throw databaseError(error, 'What was paid for could not be noted.');
}

/** What a job paid for, under its own token, once each. Gives how many were new. */
export async function noteJobUsage(db: Db, entries: readonly PricedApart[]): Promise<number> {
  const { data, error } = await db.rpc('note_job_usage', {
    p_entries: entries.map(({ kind, providerId, model, raw, at, cost, callId = null, line = null }) => ({
      ...{ kind, providerId, model, at, callId, line, raw: asJsonRecord(raw) },
      ...{ microDollars: cost?.microDollars ?? null, pricedBy: cost?.pricedBy ?? null },
    })),
  });
  if (error) throw databaseError(error, 'What was paid for could not be noted.');
  return data;
}
