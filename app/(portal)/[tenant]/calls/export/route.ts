import { unstable_rethrow } from 'next/navigation';
import { csvOfCalls } from '@/lib/call/call-csv';
import { readFilters, spanOf } from '@/lib/call/filters';
import { localDay } from '@/lib/call/local-day';
import { exportCalls } from '@/lib/call/read';
import type { CallSummary } from '@/lib/call/summary';
import { failureResponse } from '@/lib/portal/failure';
import { proveMember } from '@/lib/portal/session';
import { readWallClock } from '../gather';

export const dynamic = 'force-dynamic';

/** The filtered list as a spreadsheet reads it. */
export async function GET(request: Request, { params }: { params: Promise<{ tenant: string }> }): Promise<Response> {
  try {
    const { tenant: slug } = await params;
    const member = await proveMember(slug);
    const { timeZone } = await readWallClock(member);
    const now = new Date();
    const filters = readFilters(Object.fromEntries(new URL(request.url).searchParams));

    const calls: CallSummary[] = [];
    const steps = exportCalls(member.db, member.tenantId, { filters, span: spanOf(filters, timeZone, now) });
    for await (const step of steps) calls.push(...step);

    return new Response(csvOfCalls(calls, timeZone, now), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${member.tenant.slug}-calls-${localDay(now, timeZone)}.csv"`,
        'Cache-Control': 'no-store',
      },
    });
  } catch (error) {
    unstable_rethrow(error);
    return failureResponse(error);
  }
}
