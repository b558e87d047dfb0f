import { z } from 'zod';
import type { KnowledgeGapStatus, KnowledgeKind, KnowledgeState } from '@/lib/contracts/knowledge';
import type { Db, DbAndStorage } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import { AppError } from '@/lib/platform/errors';
import type { TenantId } from '@/lib/platform/ids';
import { drawKnowledge, type KnowledgeGraph } from './graph';
import { searchText } from './question';
import type { Candidate } from './rank';
import type { Gap, Passage, Source, SourcePage } from './source';

const sourceColumns =
  'id, kind, title, location, state, in_use, progress_done, progress_total, error, chunk_count, read_at' as const;

type SourceRow = {
  id: string;
  kind: KnowledgeKind;
  title: string;
  location: string;
  state: KnowledgeState;
  in_use: boolean;
  progress_done: number;
  progress_total: number;
  error: string | null;
  chunk_count: number;
  read_at: string | null;
};

function asSource(row: SourceRow): Source {
  return {
    ...{ id: row.id, kind: row.kind, title: row.title, location: row.location, state: row.state, error: row.error },
    inUse: row.in_use,
    progressDone: row.progress_done,
    progressTotal: row.progress_total,
    chunkCount: row.chunk_count,
    readAt: row.read_at,
  };
}

/** Newest first; what the published answers taught comes with them. */
export async function listSources(db: Db, tenantId: TenantId): Promise<Source[]> {
  const { data, error } = await db
    .from('knowledge_sources')
    .select(sourceColumns)
    .eq('tenant_id', tenantId)
    .order('created_at', { ascending: false })
    .limit(200);
  if (error) throw databaseError(error, 'The sources could not be read.');
  return data.map(asSource);
}

export async function findSource(db: Db, tenantId: TenantId, sourceId: string): Promise<Source | null> {
  const { data, error } = await db
    .from('knowledge_sources')
    .select(sourceColumns)
    .eq('tenant_id', tenantId)
    .eq('id', sourceId)
    .maybeSingle();
  if (error) throw databaseError(error, 'The source could not be read.');
  return data && asSource(data);
}

/** Pages in their order, from the one after `after`. */
export async function listPages(
  db: Db,
  tenantId: TenantId,
  sourceId: string,
  { after = 0, limit = 50 } = {},
): Promise<SourcePage[]> {
  const { data, error } = await db
    .from('knowledge_pages')
    .select('id, number, url, title, state, note, in_use, chunk_count')
    .eq('tenant_id', tenantId)
    .eq('source_id', sourceId)
    .gt('number', after)
    .order('number')
    .limit(limit);
  if (error) throw databaseError(error, 'The pages could not be read.');
  return data.map(({ in_use, chunk_count, ...page }) => ({ ...page, inUse: in_use, chunkCount: chunk_count }));
}

export async function listPassages(db: Db, tenantId: TenantId, pageId: string, limit = 200): Promise<Passage[]> {
  const { data, error } = await db
    .from('knowledge_chunks')
    .select('id, line, topic, body')
    .eq('tenant_id', tenantId)
    .eq('page_id', pageId)
    .order('number')
    .limit(limit);
  if (error) throw databaseError(error, 'What was learned could not be read.');
  return data;
}

/** Open questions, those asked most often first. */
export async function listGaps(
  db: Db,
  tenantId: TenantId,
  { status = 'open', limit = 50 }: { status?: KnowledgeGapStatus; limit?: number } = {},
): Promise<Gap[]> {
  const { data, error } = await db
    .from('knowledge_gaps')
    .select('id, question, asked_count, first_at, last_at, status, knowledge_gap_calls (call_id, second, at)')
    .eq('tenant_id', tenantId)
    .eq('status', status)
    .order('asked_count', { ascending: false })
    .order('last_at', { ascending: false })
    .limit(limit);
  if (error) throw databaseError(error, 'The open questions could not be read.');
  return data.map((row) => ({
    ...{ id: row.id, question: row.question, status: row.status },
    askedCount: row.asked_count,
    firstAt: row.first_at,
    lastAt: row.last_at,
    calls: row.knowledge_gap_calls
      .map(({ call_id, second, at }) => ({ callId: call_id, second, at }))
      .sort((one, other) => other.at.localeCompare(one.at))
      .slice(0, 3),
  }));
}

const factsDrawn = 2_000;

/** Topics, facts, sources and gaps, and what belongs to what. */
export async function readKnowledgeGraph(db: Db, tenantId: TenantId): Promise<KnowledgeGraph> {
  const [sources, gaps, { data, error }] = await Promise.all([
    listSources(db, tenantId),
    listGaps(db, tenantId),
    db
      .from('knowledge_chunks')
      .select('source_id, topic')
      .eq('tenant_id', tenantId)
      .eq('in_use', true)
      .limit(factsDrawn),
  ]);
  if (error) throw databaseError(error, 'What is known could not be read.');
  const facts = data.map(({ source_id, topic }) => ({ sourceId: source_id, topic }));
  return drawKnowledge(sources, facts, gaps);
}

export async function countOpenGaps(db: Db, tenantId: TenantId): Promise<number> {
  const { count, error } = await db
    .from('knowledge_gaps')
    .select('id', { count: 'exact', head: true })
    .eq('tenant_id', tenantId)
    .eq('status', 'open');
  if (error) throw databaseError(error, 'The open questions could not be counted.');
  return count ?? 0;
}

const candidates = 40;
const candidateSchema = z
  .object({
    chunk_id: z.string(),
    source_id: z.string(),
    kind: z.enum(['answers', 'text', 'file', 'website']),
    title: z.string(),
    page: z.number(),
    page_title: z.string(),
    url: z.string().nullable(),
    line: z.number(),
    topic: z.string(),
    body: z.string(),
    headline: z.string(),
    rank: z.number(),
    closeness: z.number(),
    embedding: z.array(z.number()).nullable(),
  })
  .transform(({ chunk_id, source_id, page_title, ...row }) => ({
    ...row,
    chunkId: chunk_id,
    sourceId: source_id,
    pageTitle: page_title,
  }));

/** What the call whose token `db` carries may find; in no order that counts. */
export async function findForCall(db: Db, question: string): Promise<Candidate[]> {
  const { data, error } = await db.rpc('search_knowledge', { p_query: searchText(question), p_limit: candidates });
  if (error) throw databaseError(error, 'Nothing could be looked up.');
  return z.array(candidateSchema).parse(data);
}

export async function findForMember(db: Db, tenantId: TenantId, question: string): Promise<Candidate[]> {
  const { data, error } = await db.rpc('search_tenant_knowledge', {
    p_tenant: tenantId,
    p_query: searchText(question),
    p_limit: candidates,
  });
  if (error) throw databaseError(error, 'Nothing could be looked up.');
  return z.array(candidateSchema).parse(data);
}

/** What a job has to read. */
export type SourceToRead = {
  id: string;
  kind: KnowledgeKind;
  title: string;
  location: string;
  content: string | null;
  readingSince: string | null;
};

/** Under a job's token; null when the source is gone. */
export async function findSourceToRead(db: Db, tenantId: TenantId, sourceId: string): Promise<SourceToRead | null> {
  const { data, error } = await db
    .from('knowledge_sources')
    .select('id, kind, title, location, content, reading_since')
    .eq('tenant_id', tenantId)
    .eq('id', sourceId)
    .maybeSingle();
  if (error) throw databaseError(error, 'The source could not be read.');
  if (!data) return null;
  const { reading_since, ...source } = data;
  return { ...source, readingSince: reading_since };
}

export type WaitingPage = { number: number; url: string | null; depth: number };

export async function listWaitingPages(
  db: Db,
  tenantId: TenantId,
  sourceId: string,
  limit: number,
): Promise<WaitingPage[]> {
  const { data, error } = await db
    .from('knowledge_pages')
    .select('number, url, depth')
    .eq('tenant_id', tenantId)
    .eq('source_id', sourceId)
    .eq('state', 'waiting')
    .order('number')
    .limit(limit);
  if (error) throw databaseError(error, 'The pages could not be read.');
  return data;
}

/** The last page of a document that was read in this round; 0 before the first. */
export async function lastReadPage(db: Db, tenantId: TenantId, sourceId: string): Promise<number> {
  const { data, error } = await db
    .from('knowledge_pages')
    .select('number')
    .eq('tenant_id', tenantId)
    .eq('source_id', sourceId)
    .neq('state', 'waiting')
    .order('number', { ascending: false })
    .limit(1);
  if (error) throw databaseError(error, 'The pages could not be read.');
  return data[0]?.number ?? 0;
}

export const knowledgeBucket = 'knowledge';

export async function downloadFile(db: DbAndStorage, tenantId: TenantId, sourceId: string): Promise<Uint8Array> {
  const { data, error } = await db.storage.from(knowledgeBucket).download(`${tenantId}/${sourceId}`);
  if (error) throw new AppError('unavailable', 'The file could not be opened.', { cause: error });
  return new Uint8Array(await data.arrayBuffer());
}
