import { z } from 'zod';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';
import type { CallCursor } from './cursor';
import type { BucketSize, CallBucket } from './figures';
import type { CallFilters, CallSpan } from './filters';
import type { LiveChanges } from './live-changes';
import { momentSchema } from './moment';
import { type CallSummary, callColumns, callRowSchema, revisionSchema } from './summary';
import { type ShownTurn, turnColumns, turnRowSchema } from './transcript';

const sentence = 'The calls could not be loaded.';

export const callsPerPage = 25;
export const mostCallsExported = 10_000;
const exportStep = 500;

export type CallQuery = { filters: CallFilters; span: CallSpan };

function selectCalls(db: Db, tenantId: TenantId, { filters, span }: CallQuery) {
  let query = db.from('calls').select(callColumns).eq('tenant_id', tenantId);
  if (span.from) query = query.gte('started_at', span.from.toISOString());
  if (span.until) query = query.lt('started_at', span.until.toISOString());
  if (filters.outcome) query = query.eq('outcome', filters.outcome);
  if (filters.channel) query = query.eq('channel', filters.channel);
  if (filters.kind) query = query.eq('is_test', filters.kind === 'test');
  if (filters.number) query = query.like('dialed_number', filters.number);
  if (filters.callerDigits) query = query.like('caller_number', `%${filters.callerDigits}%`);
  return query;
}

/** One step along the index: the range of moments first, so that the equal ones alone need the id. */
function stepFrom(query: ReturnType<typeof selectCalls>, cursor: CallCursor | null) {
  if (!cursor) return query.order('started_at', { ascending: false }).order('id');
  const at = `"${cursor.startedAt}"`;
  if (cursor.direction === 'older') {
    return query
      .lte('started_at', cursor.startedAt)
      .or(`started_at.lt.${at},and(started_at.eq.${at},id.gt.${cursor.id})`)
      .order('started_at', { ascending: false })
      .order('id');
  }
  return query
    .gte('started_at', cursor.startedAt)
    .or(`started_at.gt.${at},and(started_at.eq.${at},id.lt.${cursor.id})`)
    .order('started_at')
    .order('id', { ascending: false });
}

export type CallPage = { calls: CallSummary[]; hasOlder: boolean; hasNewer: boolean };

/** A page of the list, newest first. */
export async function readCalls(
  db: Db,
  tenantId: TenantId,
  asked: CallQuery & { cursor: CallCursor | null },
): Promise<CallPage> {
  const { cursor } = asked;
  const { data, error } = await stepFrom(selectCalls(db, tenantId, asked), cursor).limit(callsPerPage + 1);
  if (error) throw databaseError(error, sentence);

  const calls = z.array(callRowSchema).parse(data);
  const more = calls.length > callsPerPage;
  const page = calls.slice(0, callsPerPage);
  if (cursor?.direction === 'newer') return { calls: page.reverse(), hasOlder: true, hasNewer: more };
  return { calls: page, hasOlder: more, hasNewer: cursor !== null };
}

/** The latest calls from one number. By `like`: the local API takes +1202… for a number when it is compared by `eq`. */
export async function readCallsFrom(db: Db, tenantId: TenantId, callerNumber: string): Promise<CallSummary[]> {
  const { data, error } = await db
    .from('calls')
    .select(callColumns)
    .eq('tenant_id', tenantId)
    .like('caller_number', callerNumber)
    .order('started_at', { ascending: false })
    .limit(callsPerPage);
  if (error) throw databaseError(error, sentence);
  return z.array(callRowSchema).parse(data);
}

/** Everything that the filters let through, in steps, newest first. */
export async function* exportCalls(db: Db, tenantId: TenantId, asked: CallQuery): AsyncGenerator<CallSummary[]> {
  let cursor: CallCursor | null = null;
  for (let count = 0; count < mostCallsExported; count += exportStep) {
    const { data, error } = await stepFrom(selectCalls(db, tenantId, asked), cursor).limit(exportStep);
    if (error) throw databaseError(error, sentence);

    const calls: CallSummary[] = z.array(callRowSchema).parse(data);
    if (calls.length > 0) yield calls;
    const last = calls.at(-1);
    if (!last || calls.length < exportStep) return;
    cursor = { direction: 'older', startedAt: last.startedAt, id: last.id };
  }
}

/** Calls that a server holds at this moment. */
export async function readCallsInProgress(db: Db, tenantId: TenantId, now: Date): Promise<CallSummary[]> {
  const { data, error } = await db
    .from('calls')
    .select(callColumns)
    .eq('tenant_id', tenantId)
    .neq('status', 'ended')
    .gt('lease_until', now.toISOString())
    .order('started_at', { ascending: false })
    .limit(100);

  if (error) throw databaseError(error, sentence);
  return z.array(callRowSchema).parse(data);
}

export async function findCall(db: Db, tenantId: TenantId, callId: string): Promise<CallSummary | null> {
  const { data, error } = await db
    .from('calls')
    .select(callColumns)
    .eq('tenant_id', tenantId)
    .eq('id', callId)
    .maybeSingle();

  if (error) throw databaseError(error, 'This call could not be loaded.');
  return data ? callRowSchema.parse(data) : null;
}

/** The calls on either side of one, in the order of the whole list. */
export async function readNeighbours(
  db: Db,
  tenantId: TenantId,
  call: CallSummary,
): Promise<{ newer: string | null; older: string | null }> {
  const beside = async (direction: CallCursor['direction']) => {
    const all = db.from('calls').select(callColumns).eq('tenant_id', tenantId);
    const { data, error } = await stepFrom(all, { direction, startedAt: call.startedAt, id: call.id }).limit(1);
    if (error) throw databaseError(error, sentence);
    return z.array(callRowSchema).parse(data)[0]?.id ?? null;
  };

  const [newer, older] = await Promise.all([beside('newer'), beside('older')]);
  return { newer, older };
}

export async function readTurns(db: Db, tenantId: TenantId, callId: string): Promise<ShownTurn[]> {
  const { data, error } = await db
    .from('turns')
    .select(turnColumns)
    .eq('tenant_id', tenantId)
    .eq('call_id', callId)
    .order('sequence')
    .limit(1000);

  if (error) throw databaseError(error, 'The transcript could not be loaded.');
  return z.array(turnRowSchema).parse(data);
}

export type CallEvent = { id: string; at: string; kind: string };

export async function readCallEvents(db: Db, tenantId: TenantId, callId: string): Promise<CallEvent[]> {
  const { data, error } = await db
    .from('call_events')
    .select('id, at, kind')
    .eq('tenant_id', tenantId)
    .eq('call_id', callId)
    .order('at')
    .limit(200);

  if (error) throw databaseError(error, 'The events of this call could not be loaded.');
  return z.array(z.object({ id: z.string(), at: momentSchema, kind: z.string() })).parse(data);
}

const count = z.union([z.number(), z.string()]).transform(Number);
const bucketSchema = z.object({
  day: z.string().transform((day) => day.slice(0, 10)),
  calls: count,
  answered: count,
  messages: count,
  connected: count,
  seconds: count,
});

/** Counts by day, week or month of the tenant's own zone; `test` counts the calls to the draft instead. */
export async function readCallFigures(
  db: Db,
  tenantId: TenantId,
  asked: { span: CallSpan; timeZone: string; size: BucketSize; test: boolean },
): Promise<CallBucket[]> {
  const { data, error } = await db.rpc('call_figures', {
    p_tenant: tenantId,
    p_from: asked.span.from?.toISOString(),
    p_until: asked.span.until?.toISOString(),
    p_zone: asked.timeZone,
    p_bucket: asked.size,
    p_test: asked.test,
  });

  if (error) throw databaseError(error, 'The figures could not be loaded.');
  return z.array(bucketSchema).parse(data);
}

/** The latest revision of anything in the tenant's calls: where a page that is read now may go on from. */
export async function readRevision(db: Db, tenantId: TenantId): Promise<number> {
  const latest = async (table: 'calls' | 'turns') => {
    const { data, error } = await db
      .from(table)
      .select('revision')
      .eq('tenant_id', tenantId)
      .order('revision', { ascending: false })
      .limit(1);
    if (error) throw databaseError(error, sentence);
    return z.array(z.object({ revision: revisionSchema })).parse(data)[0]?.revision ?? 0;
  };

  return Math.max(...(await Promise.all([latest('calls'), latest('turns')])));
}

const changesStep = 500;
const mostSteps = 10;

async function everyStep<Row extends { revision: number }>(
  since: number,
  step: (after: number) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let steps = 0; steps < mostSteps; steps++) {
    const read = await step(rows.at(-1)?.revision ?? since);
    rows.push(...read);
    if (read.length < changesStep) break;
  }
  return rows;
}

/** Calls and turns that changed after a revision, oldest change first. */
export async function readChangesSince(db: Db, tenantId: TenantId, since: number): Promise<LiveChanges> {
  const calls = everyStep(since, async (after) => {
    const { data, error } = await db
      .from('calls')
      .select(callColumns)
      .eq('tenant_id', tenantId)
      .gt('revision', after)
      .order('revision')
      .limit(changesStep);
    if (error) throw databaseError(error, sentence);
    return z.array(callRowSchema).parse(data);
  });
  const turns = everyStep(since, async (after) => {
    const { data, error } = await db
      .from('turns')
      .select(`call_id, ${turnColumns}`)
      .eq('tenant_id', tenantId)
      .gt('revision', after)
      .order('revision')
      .limit(changesStep);
    if (error) throw databaseError(error, sentence);
    return data.map((row) => ({ ...turnRowSchema.parse(row), callId: row.call_id }));
  });

  const [changedCalls, changedTurns] = await Promise.all([calls, turns]);
  return { calls: changedCalls, turns: changedTurns };
}
