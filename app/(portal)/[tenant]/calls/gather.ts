import { readCursor } from '@/lib/call/cursor';
import { bucketSize, fillBuckets } from '@/lib/call/figures';
import { readFilters, type SearchParams, spanOf } from '@/lib/call/filters';
import { readCallFigures, readCalls, readCallsInProgress, readRevision } from '@/lib/call/read';
import { readNumbers } from '@/lib/number/read';
import type { Member } from '@/lib/portal/session';
import { readDraft } from '@/lib/version/read';

/** The zone of the tenant's wall clock, and its names for those who speak. */
export async function readWallClock({ db, tenantId }: Member) {
  const { identity } = (await readDraft(db, tenantId)).config;
  return { timeZone: identity.timeZone, names: { agent: identity.agentName, caller: 'Caller' } };
}

/** Everything that the list shows, the revision first: what changes after it comes by the live feed. */
export async function gatherCalls(member: Member, params: SearchParams, now: Date) {
  const { db, tenantId } = member;
  const [revision, { timeZone, names }] = await Promise.all([readRevision(db, tenantId), readWallClock(member)]);

  const filters = readFilters(params);
  const span = spanOf(filters, timeZone, now);
  const size = bucketSize(span.firstDay, span.lastDay);
  const cursor = readCursor([params.page ?? ''].flat()[0] ?? '');

  const [page, inProgress, counted, numbers] = await Promise.all([
    readCalls(db, tenantId, { filters, span, cursor }),
    readCallsInProgress(db, tenantId, now),
    readCallFigures(db, tenantId, { span, timeZone, size, test: filters.kind === 'test' }),
    readNumbers(db, tenantId),
  ]);

  const firstDay = span.firstDay ?? counted[0]?.day ?? span.lastDay;
  const buckets = fillBuckets(counted, size, firstDay, span.lastDay);
  return { revision, timeZone, names, filters, cursor, page, inProgress, buckets, size, numbers };
}

/** Whether the tenant ever had a call: an empty list says one thing or the other. */
export async function hadAnyCall({ db, tenantId }: Member, now: Date): Promise<boolean> {
  const filters = readFilters({ range: 'all' });
  const { calls } = await readCalls(db, tenantId, { filters, span: spanOf(filters, 'UTC', now), cursor: null });
  return calls.length > 0;
}
