import { unstable_rethrow } from 'next/navigation';
import type { Appointment } from '@/lib/booking/appointment';
import { writeIcs } from '@/lib/booking/ics';
import { readAppointments } from '@/lib/booking/read';
import { type Cell, writeCsv } from '@/lib/call/csv';
import { addDays, localTime, momentAt } from '@/lib/hours/local-time';
import { failureResponse } from '@/lib/portal/failure';
import { proveMember } from '@/lib/portal/session';
import { readDraft } from '@/lib/version/read';

export const dynamic = 'force-dynamic';

const head = ['Day', 'Begins', 'Ends', 'Service', 'Calendar', 'Name', 'Number', 'Reference', 'Status', 'Note'];
const daysOfMonth = 30;
const monthsAhead = 13;

/** The last month and what is to come, for a spreadsheet or for another calendar. */
export async function GET(request: Request, { params }: { params: Promise<{ tenant: string }> }): Promise<Response> {
  try {
    const { tenant: slug } = await params;
    const { db, tenantId, tenant } = await proveMember(slug, 'viewer');
    const { timeZone } = (await readDraft(db, tenantId)).config.identity;
    const now = new Date();
    const today = localTime(now, timeZone).date;
    const months = Array.from({ length: monthsAhead + 1 }, (_, index) => addDays(today, (index - 1) * daysOfMonth));
    const appointments = await Promise.all(
      months.map((first) =>
        readAppointments(db, tenantId, {
          from: momentAt(first, '00:00', timeZone),
          until: momentAt(addDays(first, daysOfMonth), '00:00', timeZone),
        }),
      ),
    );

    const real = appointments.flat().filter(({ isTest }) => !isTest);
    if (new URL(request.url).searchParams.get('as') === 'ics') {
      return file(writeIcs(tenant.name, real, now), `${slug}-appointments.ics`, 'text/calendar');
    }
    return file(
      writeCsv(
        head,
        real.map((one) => rowOf(one, timeZone)),
      ),
      `${slug}-appointments.csv`,
      'text/csv',
    );
  } catch (error) {
    unstable_rethrow(error);
    return failureResponse(error);
  }
}

function file(text: string, name: string, type: string): Response {
  return new Response(text, {
    headers: {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  });
}

function rowOf(one: Appointment, timeZone: string): Cell[] {
  const [begins, ends] = [one.startsAt, one.endsAt].map((at) => localTime(new Date(at), timeZone));
  return [
    ...[begins?.date ?? '', begins?.time ?? '', ends?.time ?? '', one.serviceName, one.calendarName],
    ...[one.callerName, one.callerNumber, one.reference, one.status, one.note],
  ];
}
