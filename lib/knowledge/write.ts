import type { KnowledgeGapStatus, KnowledgeKind } from '@/lib/contracts/knowledge';
import type { Db, DbAndStorage } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import { AppError } from '@/lib/platform/errors';
import type { TenantId } from '@/lib/platform/ids';
import type { Chunk } from './chunk';
import { knowledgeBucket } from './read';

export type NewSource = {
  id: string;
  kind: Exclude<KnowledgeKind, 'answers'>;
  title: string;
  /** The name of a file, or where a website begins. */
  location: string;
  /** Pasted words, and nothing for the other kinds. */
  content?: string;
};

/** Added, and queued to be read. A file is stored before. */
export async function addSource(db: Db, tenantId: TenantId, source: NewSource): Promise<void> {
  const { error } = await db.rpc('add_knowledge_source', {
    p_tenant: tenantId,
    p_id: source.id,
    p_kind: source.kind,
    p_title: source.title,
    p_location: source.location,
    ...(source.content === undefined ? {} : { p_content: source.content }),
  });
  if (error) throw databaseError(error, 'The source could not be added.');
}

export async function storeFile(
  db: DbAndStorage,
  tenantId: TenantId,
  sourceId: string,
  file: Uint8Array,
): Promise<void> {
  const { error } = await db.storage
    .from(knowledgeBucket)
    .upload(`${tenantId}/${sourceId}`, file, { contentType: 'application/octet-stream', cacheControl: '0' });
  if (error) throw new AppError('unavailable', 'The file could not be stored.', { cause: error });
}

export async function removeFile(db: DbAndStorage, tenantId: TenantId, sourceId: string): Promise<void> {
  const { error } = await db.storage.from(knowledgeBucket).remove([`${tenantId}/${sourceId}`]);
  if (error) throw new AppError('unavailable', 'The file could not be removed.', { cause: error });
}

export async function removeSource(db: Db, tenantId: TenantId, sourceId: string): Promise<void> {
  const { error } = await db.rpc('remove_knowledge_source', { p_tenant: tenantId, p_source: sourceId });
  if (error) throw databaseError(error, 'The source could not be removed.');
}

export async function readSourceAgain(db: Db, tenantId: TenantId, sourceId: string): Promise<void> {
  const { error } = await db.rpc('read_knowledge_again', { p_tenant: tenantId, p_source: sourceId });
  if (error) throw databaseError(error, 'It could not be read again.');
}

/** Whether calls may use a source, or a page of it. */
export async function useSource(
  db: Db,
  tenantId: TenantId,
  { sourceId, pageId, inUse }: { sourceId: string; pageId?: string; inUse: boolean },
): Promise<void> {
  const { error } = await db.rpc('use_knowledge', {
    p_tenant: tenantId,
    p_source: sourceId,
    p_in_use: inUse,
    ...(pageId ? { p_page: pageId } : {}),
  });
  if (error) throw databaseError(error, 'This could not be changed.');
}

export async function settleGap(db: Db, tenantId: TenantId, gapId: string, status: KnowledgeGapStatus): Promise<void> {
  const { error } = await db.rpc('settle_knowledge_gap', { p_tenant: tenantId, p_gap: gapId, p_status: status });
  if (error) throw databaseError(error, 'The question could not be settled.');
}

/** Under a call's own token: what it asked in vain, at a second of the call. Asked twice in a call, it counts once. */
export async function noteGap(db: Db, gap: { question: string; key: string; second: number }): Promise<void> {
  const { error } = await db.rpc('note_knowledge_gap', {
    p_question: gap.question,
    p_normalized: gap.key,
    p_second: gap.second,
  });
  if (error) throw databaseError(error, 'The question could not be noted.');
}

/** False, here and below: the lease was lost, or the source is gone. Under a job's token. */
export async function beginReading(db: Db, { pages, url }: { pages: number; url?: string }): Promise<boolean> {
  const { data, error } = await db.rpc('begin_reading', { p_total: pages, ...(url ? { p_url: url } : {}) });
  if (error) throw databaseError(error, 'The reading could not begin.');
  return data;
}

export type PageToSave = {
  number: number;
  title: string;
  /** Why it was skipped; empty when it was read. */
  note: string;
  chunks: (Chunk & { embedding?: number[] })[];
  /** The pages it leads to; new ones wait to be read until there are `mostPages`. */
  links: string[];
  mostPages: number;
};

/** Whole or not at all; saved again, it replaces itself. */
export async function savePage(db: Db, page: PageToSave): Promise<boolean> {
  const { data, error } = await db.rpc('save_knowledge_page', {
    p_number: page.number,
    p_title: page.title,
    p_note: page.note,
    p_chunks: page.chunks,
    p_links: page.links,
    p_most: page.mostPages,
  });
  if (error) throw databaseError(error, 'A page could not be saved.');
  return data;
}

export async function finishReading(db: Db, problem: string | null): Promise<boolean> {
  const { data, error } = await db.rpc('finish_reading', problem === null ? {} : { p_error: problem });
  if (error) throw databaseError(error, 'The reading could not be ended.');
  return data;
}

/** The job goes back into the queue with what it has saved. */
export async function restJob(db: Db): Promise<boolean> {
  const { data, error } = await db.rpc('rest_job');
  if (error) throw databaseError(error, 'The job could not be put back.');
  return data;
}
