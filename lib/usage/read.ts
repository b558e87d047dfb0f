import { z } from 'zod';
import { usageKinds } from '@/lib/contracts/usage';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';
import type { PaidForTenant, UsageDay, UsageOfNumber, UsagePart } from './usage';

const count = z.union([z.number(), z.string()]).transform(Number);
const sentence = 'The usage could not be loaded.';

type Span = { from: Date; until: Date };

const daySchema = z
  .object({
    day: z.string().transform((day) => day.slice(0, 10)),
    calls: count,
    seconds: count,
    micro_dollars: count,
    audio: count,
    text: count,
    cached: count,
    transcription: count,
    carrier: count,
    clips: count,
    texts: count,
    summaries: count,
    embeddings: count,
    test_micro_dollars: count,
    apart_micro_dollars: count,
    unpriced: count,
  })
  .transform(
    ({ micro_dollars, test_micro_dollars, apart_micro_dollars, ...rest }): UsageDay => ({
      ...rest,
      microDollars: micro_dollars,
      testMicroDollars: test_micro_dollars,
      apartMicroDollars: apart_micro_dollars,
    }),
  );

/** The days of the tenant's own zone on which there was anything; for managers and owners. */
export async function readUsageDays(
  db: Db,
  tenantId: TenantId,
  { from, until, timeZone }: Span & { timeZone: string },
): Promise<UsageDay[]> {
  const { data, error } = await db.rpc('usage_by_day', {
    p_tenant: tenantId,
    p_zone: timeZone,
    p_from: from.toISOString(),
    p_until: until.toISOString(),
  });
  if (error) throw databaseError(error, sentence);
  return z.array(daySchema).parse(data);
}

const numberSchema = z
  .object({
    number: z.string().nullable(),
    is_test: z.boolean(),
    is_apart: z.boolean(),
    calls: count,
    seconds: count,
    micro_dollars: count,
  })
  .transform(
    (row): UsageOfNumber => ({
      number: row.number,
      isTest: row.is_test,
      isApart: row.is_apart,
      calls: row.calls,
      seconds: row.seconds,
      microDollars: row.micro_dollars,
    }),
  );

/** The dearest first. */
export async function readUsageByNumber(db: Db, tenantId: TenantId, { from, until }: Span): Promise<UsageOfNumber[]> {
  const { data, error } = await db.rpc('usage_by_number', {
    p_tenant: tenantId,
    p_from: from.toISOString(),
    p_until: until.toISOString(),
  });
  if (error) throw databaseError(error, sentence);
  return z.array(numberSchema).parse(data);
}

const partSchema = z
  .object({
    kind: z.enum(usageKinds),
    model: z.string(),
    entries: count,
    micro_dollars: count,
    audio: count,
    text: count,
    cached: count,
    unpriced: count,
  })
  .transform(({ micro_dollars: microDollars, ...rest }): UsagePart => ({ ...rest, microDollars }));

/** Nothing for those who may not see it. */
export async function readUsageOfCall(db: Db, tenantId: TenantId, callId: string): Promise<UsagePart[]> {
  const { data, error } = await db.rpc('usage_of_call', { p_tenant: tenantId, p_call: callId });
  if (error) throw databaseError(error, 'The cost of this call could not be loaded.');
  return z.array(partSchema).parse(data);
}

const paidSchema = z
  .object({ tenant_id: z.string(), micro_dollars: count, unpriced: count })
  .transform((row) => ({ tenantId: row.tenant_id, microDollars: row.micro_dollars, unpriced: row.unpriced }));

/** What the platform pays for each business, calls that are not billed too. The database gives it to admins alone. */
export async function readPaidByTenant(adminDb: Db, { from, until }: Span): Promise<PaidForTenant[]> {
  const { data, error } = await adminDb.rpc('usage_by_tenant', {
    p_from: from.toISOString(),
    p_until: until.toISOString(),
  });
  if (error) throw databaseError(error, sentence);
  return z.array(paidSchema).parse(data);
}
