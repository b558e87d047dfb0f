import { type CallCursor, readCursor } from '@/lib/call/cursor';
import { bucketSize, fillBuckets } from '@/lib/call/figures';
import { type CallFilters, type CallSpan, readFilters, type SearchParams, spanOf } from '@/lib/call/filters';
import { readCallFigures, readCalls, readCallsInProgress, readRevision } from '@/lib/call/read';
import { readCallers } from '@/lib/caller/read';
import { readNumbers } from '@/lib/number/read';
import type { Member } from '@/lib/portal/session';
import { type CallSearch, searchCalls } from '@/lib/search/read';
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
  const search = filters.words || filters.callerDigits;

  const [page, found, callers, inProgress, counted, numbers] = await Promise.all([
    readCalls(db, tenantId, { filters, span, cursor }),
    filters.words ? searchCalls(db, tenantId, asSearch(filters, span, cursor)) : null,
    search ? readCallers(db, tenantId, { search, page: 1 }) : null,
    readCallsInProgress(db, tenantId, now),
    readCallFigures(db, tenantId, { span, timeZone, size, test: filters.kind === 'test' }),
    readNumbers(db, tenantId),
  ]);

  const firstDay = span.firstDay ?? counted[0]?.day ?? span.lastDay;
  const buckets = fillBuckets(counted, size, firstDay, span.lastDay);
  const foundCallers = callers?.callers.slice(0, 6) ?? [];
  return { revision, timeZone, names, filters, cursor, page, found, foundCallers, inProgress, buckets, size, numbers };
}

function asSearch(filters: CallFilters, { from, until }: CallSpan, cursor: CallCursor | null): CallSearch {
  const { words, outcome, channel, number } = filters;
  const isTest = filters.kind && filters.kind === 'test';
  return { words, from, until, outcome, channel, isTest, number, before: cursor };
}

/** Whether the tenant ever had a call: an empty list says one thing or the other. */
export async function hadAnyCall({ db, tenantId }: Member, now: Date): Promise<boolean> {
  const filters = readFilters({ range: 'all' });
  const { calls } = await readCalls(db, tenantId, { filters, span: spanOf(filters, 'UTC', now), cursor: null });
  return calls.length > 0;
}
