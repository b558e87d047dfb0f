/** What a plan has of calls at once. */
export type PlanLines = { name: string; callsAtOnce: number };

/** Calls at once: as many as the owner allows, and never more than the plan has. Null: no plan is known. */
export function linesOf(allowed: number, planLines: number | null): number {
  return planLines === null ? allowed : Math.min(allowed, planLines);
}

/** Beside what the owner allows; empty where the plan has room for all of it. */
export function describePlanLines(allowed: number, plan: PlanLines | null): string {
  if (!plan || allowed <= plan.callsAtOnce) return '';
  const calls = plan.callsAtOnce === 1 ? 'one call' : `${plan.callsAtOnce} calls`;
  return `Your plan, ${plan.name}, lets in ${calls} at once: more than that has no effect.`;
}
