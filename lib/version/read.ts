import type { AgentConfig, Section } from '@/lib/contracts/agent-config';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import { AppError } from '@/lib/platform/errors';
import type { TenantId } from '@/lib/platform/ids';
import { effectiveConfig } from './effective-config';
import { type SectionVersions, sectionVersionsSchema } from './section-versions';
import type { Version, VersionSummary } from './version';

export type Draft = {
  config: AgentConfig;
  /** Sections whose stored value no longer parses; the form shows what stands in. */
  replaced: Section[];
  versions: SectionVersions;
  updatedAt: string;
};

export async function readDraft(db: Db, tenantId: TenantId): Promise<Draft> {
  const [draft, defaults] = await Promise.all([
    db.from('agent_drafts').select('*').eq('tenant_id', tenantId).maybeSingle(),
    readPlatformDefaults(db),
  ]);

  if (draft.error) throw databaseError(draft.error, 'The draft could not be read.');
  if (!draft.data) throw new AppError('not_found', 'There is no such business.');

  const { section_versions, updated_at, ...stored } = draft.data;
  const versions = sectionVersionsSchema.safeParse(section_versions);

  return {
    ...effectiveConfig(stored, defaults),
    versions: versions.success ? versions.data : {},
    updatedAt: updated_at,
  };
}

/** What calls use now; null before the first publish. */
export async function findLiveVersion(db: Db, tenantId: TenantId): Promise<Version | null> {
  const live = await readLiveNumber(db, tenantId);
  return live === null ? null : readVersion(db, tenantId, live);
}

/** Newest first. */
export async function listVersions(db: Db, tenantId: TenantId, limit = 100): Promise<VersionSummary[]> {
  const [live, { data, error }] = await Promise.all([
    readLiveNumber(db, tenantId),
    db
      .from('agent_versions')
      .select('number, note, author_name, published_at')
      .eq('tenant_id', tenantId)
      .order('number', { ascending: false })
      .limit(limit),
  ]);

  if (error) throw databaseError(error, 'The versions could not be read.');
  return data.map((row) => summaryOf(row, live));
}

export async function readVersion(db: Db, tenantId: TenantId, number: number): Promise<Version> {
  const [live, defaults, { data, error }] = await Promise.all([
    readLiveNumber(db, tenantId),
    readPlatformDefaults(db),
    db
      .from('agent_versions')
      .select('number, note, author_name, published_at, config')
      .eq('tenant_id', tenantId)
      .eq('number', number)
      .maybeSingle(),
  ]);

  if (error) throw databaseError(error, 'The version could not be read.');
  if (!data) throw new AppError('not_found', 'There is no such version.');
  return { ...summaryOf(data, live), config: effectiveConfig(data.config, defaults).config };
}

async function readPlatformDefaults(db: Db): Promise<unknown> {
  const { data, error } = await db.from('platform_defaults').select('config').maybeSingle();
  if (error) throw databaseError(error, 'The defaults could not be read.');
  return data?.config ?? {};
}

async function readLiveNumber(db: Db, tenantId: TenantId): Promise<number | null> {
  const { data, error } = await db.from('tenants').select('live_version').eq('id', tenantId).maybeSingle();
  if (error) throw databaseError(error, 'The live version could not be read.');
  return data?.live_version ?? null;
}

type SummaryRow = { number: number; note: string; author_name: string; published_at: string };

function summaryOf(row: SummaryRow, live: number | null): VersionSummary {
  return {
    number: row.number,
    note: row.note,
    authorName: row.author_name,
    publishedAt: row.published_at,
    isLive: row.number === live,
  };
}
