import { z } from 'zod';
import { type Use, useSchema } from '@/lib/contracts/limits';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { CallId, TenantId } from '@/lib/platform/ids';

const amount = z.number().int().nonnegative();
const callUseSchema = useSchema.extend({
  calls: z.record(z.string(), z.object({ microDollars: amount, todayMicroDollars: amount })),
});

/** What the business of a call has used, and what the ledger has of these calls of it. */
export type CallUse = z.infer<typeof callUseSchema>;

/** Under the token of one of the calls. Null when that call is over and done with. */
export async function readCallUse(db: Db, calls: readonly CallId[]): Promise<CallUse | null> {
  const { data, error } = await db.rpc('call_use', { p_calls: [...calls] });
  if (error) throw databaseError(error, 'What was used so far could not be read.');
  return data === null ? null : callUseSchema.parse(data);
}

/** Null for whoever may not know it. */
export async function readUse(db: Db, tenantId: TenantId): Promise<Use | null> {
  const { data, error } = await db.rpc('use_so_far', { p_tenant: tenantId });
  if (error) throw databaseError(error, 'What was used so far could not be read.');
  return data.length === 0 ? null : useSchema.parse(data[0]);
}
