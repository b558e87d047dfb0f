import { z } from 'zod';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { PlanLines } from './lines';
import type { Plan, TenantPlan } from './plan';

const whole = z.union([z.number(), z.string()]).transform(Number);

const planSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    micro_dollars: whole,
    included_minutes: z.number(),
    most_numbers: z.number(),
    most_calls_at_once: z.number(),
    most_members: z.number(),
    most_sources: z.number(),
  })
  .transform(
    (row): Plan => ({
      id: row.id,
      name: row.name,
      microDollars: row.micro_dollars,
      includedMinutes: row.included_minutes,
      mostNumbers: row.most_numbers,
      mostCallsAtOnce: row.most_calls_at_once,
      mostMembers: row.most_members,
      mostSources: row.most_sources,
    }),
  );
const takenSchema = z.object({ since: z.string().nullable(), numbers: whole, members: whole, sources: whole });

/** What can be bought, the smallest first. */
export async function listPlans(db: Db): Promise<Plan[]> {
  const { data, error } = await db
    .from('plans')
    .select('id, name, micro_dollars, included_minutes, most_numbers, most_calls_at_once, most_members, most_sources')
    .order('place');
  if (error) throw databaseError(error, 'The plans could not be loaded.');
  return z.array(planSchema).parse(data);
}

/** For every member: it decides what callers get. Null for everybody else. */
export async function findPlanLines(db: Db, tenantId: string): Promise<PlanLines | null> {
  const { data, error } = await db.rpc('plan_lines', { p_tenant: tenantId });
  if (error) throw databaseError(error, 'The plan could not be loaded.');
  const [row] = data;
  return row ? { name: row.name, callsAtOnce: row.calls_at_once } : null;
}

/** For managers of the tenant and the platform's admins, who prove it to the database; null for everybody else. */
export async function readTenantPlan(db: Db, tenantId: string): Promise<TenantPlan | null> {
  const { data, error } = await db.rpc('tenant_plan', { p_tenant: tenantId });
  if (error) throw databaseError(error, 'The plan could not be loaded.');
  const [row] = data;
  return row ? { plan: planSchema.parse(row), ...takenSchema.parse(row) } : null;
}
