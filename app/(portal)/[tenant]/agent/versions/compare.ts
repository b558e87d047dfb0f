import type { Side } from '@/components/versions/version-compare';
import { type Change, describeChanges } from '@/lib/agent/changes';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { Db } from '@/lib/platform/database';
import type { TenantId } from '@/lib/platform/ids';
import { readVersion } from '@/lib/version/read';
import type { VersionSummary } from '@/lib/version/version';

type Sides = { from: Side; to: Side };

/** What the address asks to compare; without an answer in it, what is live with the draft. */
export function sidesFrom(
  asked: Record<string, string | string[] | undefined>,
  versions: VersionSummary[],
): Sides | null {
  const live = versions.find(({ isLive }) => isLive)?.number;
  const from = sideFrom(asked.from, versions) ?? live;
  return from === undefined ? null : { from, to: sideFrom(asked.to, versions) ?? 'draft' };
}

export async function compareSides(
  { db, tenantId, draft }: { db: Db; tenantId: TenantId; draft: AgentConfig },
  { from, to }: Sides,
): Promise<Change[]> {
  const configOf = async (side: Side) => (side === 'draft' ? draft : (await readVersion(db, tenantId, side)).config);
  const [one, other] = await Promise.all([configOf(from), configOf(to)]);
  return describeChanges(one, other);
}

function sideFrom(asked: string | string[] | undefined, versions: VersionSummary[]): Side | undefined {
  if (asked === 'draft') return 'draft';
  return versions.find(({ number }) => String(number) === asked)?.number;
}
