import { z } from 'zod';
import { type AgentConfig, agentConfigSchema, type Section, sectionSchemas } from '@/lib/contracts/agent-config';
import type { Db } from '@/lib/platform/database';
import type { Json } from '@/lib/platform/database.types';
import { databaseError, type ReturnedError } from '@/lib/platform/database-error';
import { AppError } from '@/lib/platform/errors';
import type { TenantId } from '@/lib/platform/ids';
import { effectiveConfig } from './effective-config';
import { whyNotPublishable } from './publishable';
import { readDraft } from './read';
import type { SectionVersions } from './section-versions';
import type { SaveOutcome } from './version';

const standingSchema = z.object({ version: z.number().int(), value: z.unknown() });
const savedVersionSchema = z.number().int();

export async function saveDraftSection<Name extends Section>(
  db: Db,
  tenantId: TenantId,
  save: { section: Name; value: AgentConfig[Name]; version: number },
): Promise<SaveOutcome<Name>> {
  const value: Json = sectionSchemas[save.section].parse(save.value);
  const { data, error } = await db.rpc('save_draft_section', {
    p_tenant: tenantId,
    p_section: save.section,
    p_value: value,
    p_version: save.version,
  });

  if (error) return { kind: 'stale', ...standingSection(save.section, error) };
  return { kind: 'saved', version: savedVersionSchema.parse(data) };
}

/** What stands in the draft now, as the refusal carries it; any other error is thrown. */
function standingSection<Name extends Section>(
  section: Name,
  error: ReturnedError & { details?: string | null },
): { version: number; theirs: AgentConfig[Name] } {
  const standing = standingSchema.safeParse(error.code === 'PT409' ? parseJson(error.details) : null);
  if (!standing.success) throw databaseError(error, 'The changes could not be saved.');

  const { config } = effectiveConfig({ [section]: standing.data.value });
  return { version: standing.data.version, theirs: config[section] };
}

/** Makes the draft live for the next call, if it is still the one that was reviewed; gives the version's number. */
export async function publishDraft(
  db: Db,
  tenantId: TenantId,
  { note, reviewed }: { note: string; reviewed: SectionVersions },
): Promise<number> {
  const { config } = await readDraft(db, tenantId);
  const whole = agentConfigSchema.safeParse(config);
  if (!whole.success) throw new AppError('invalid', `The draft is not complete: ${whole.error.issues[0]?.message}`);

  const obstacle = whyNotPublishable(whole.data);
  if (obstacle) throw new AppError('invalid', obstacle);

  const { data, error } = await db.rpc('publish_agent', {
    p_tenant: tenantId,
    p_config: whole.data,
    p_note: note,
    p_section_versions: reviewed,
  });

  if (error) throw databaseError(error, 'The draft could not be published.');
  return data;
}

/** Takes an old version into the draft and makes it live, as a new version. */
export async function restoreVersion(db: Db, tenantId: TenantId, number: number): Promise<number> {
  const { data, error } = await db.rpc('restore_version', { p_tenant: tenantId, p_number: number });
  if (error) throw databaseError(error, 'The version could not be restored.');
  return data;
}

export async function discardDraft(db: Db, tenantId: TenantId): Promise<void> {
  const { error } = await db.rpc('discard_draft', { p_tenant: tenantId });
  if (error) throw databaseError(error, 'The draft could not be discarded.');
}

function parseJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
