import { unstable_rethrow } from 'next/navigation';
import { writeCsv } from '@/lib/call/csv';
import { failureResponse } from '@/lib/portal/failure';
import { proveMember } from '@/lib/portal/session';
import { usageHead, usageRows } from '@/lib/usage/usage-rows';
import { gatherUsage } from '../gather';

export const dynamic = 'force-dynamic';

/** The month day by day, as a spreadsheet reads it. */
export async function GET(request: Request, { params }: { params: Promise<{ tenant: string }> }): Promise<Response> {
  try {
    const { tenant: slug } = await params;
    const member = await proveMember(slug, 'manager');
    const asked = new URL(request.url).searchParams.get('month') ?? undefined;
    const { month, used } = await gatherUsage(member, asked, new Date());

    return new Response(writeCsv(usageHead, usageRows(used)), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${slug}-usage-${month.name}.csv"`,
        'Cache-Control': 'no-store',
      },
    });
  } catch (error) {
    unstable_rethrow(error);
    return failureResponse(error);
  }
}
