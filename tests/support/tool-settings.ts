import type { Sql } from 'postgres';
import type { Connection } from '@/lib/contracts/connections';
import { defaultHours } from '@/lib/contracts/hours';
import { addDays, localTime, momentAt, weekdayOf } from '@/lib/hours/local-time';
import { makeConnection } from './other-system';

export const timeZone = 'America/New_York';
const today = localTime(new Date(), timeZone).date;
/** A Tuesday in a week or two: open from nine to five. */
export const tuesday = Array.from({ length: 7 }, (_, ahead) => addDays(today, 8 + ahead)).find(
  (date) => weekdayOf(date) === 'tuesday',
) as string;
export const at = (time: string) => momentAt(tuesday, time, timeZone);
export const danasPhone = '+12025550111';

/** What only the caller's yes may set off. */
export const orderConnection: Connection = makeConnection({
  name: 'place_order',
  description: 'Order something for the caller.',
  method: 'POST',
  url: 'https://api.example.com/orders',
  parameters: [
    { name: 'article', kind: 'text', description: 'What they want', required: true, maxLength: 40, choices: [] },
  ],
  confirmFirst: true,
});

const sections = {
  hours: {
    ...defaultHours,
    days: [{ date: addDays(tuesday, 1), label: 'Staff outing', blocks: [] }],
  },
  routing: {
    fallbackNumber: '+12025550181',
    people: [
      { label: 'Dana', role: 'Desk', notes: '', phone: danasPhone, hours: { kind: 'always' }, connect: 'announced' },
    ],
    transferCaps: { perCall: 3, perDay: 1000 },
  },
  texting: {
    enabled: true,
    templates: [{ name: 'Directions', text: '{business}: we are at {address}.', when: 'Somebody asks where we are' }],
    perDay: 2000,
  },
  booking: {
    enabled: true,
    services: [{ id: 'cleaning', name: 'Cleaning', minutes: 45, bufferMinutes: 15 }],
    calendars: [{ id: 'chair-1', name: 'Chair 1' }],
    confirmations: 'none',
  },
  connections: { enabled: true, tools: [orderConnection] },
  privacy: { recording: 'on', consent: 'ask', recordingDays: 30, transcriptDays: 90 },
  limits: { maxCallMinutes: 20, maxLiveCalls: 100 },
};

/** The demo's dentist with everything switched on that an agent can do. */
export async function switchEverythingOn(sql: Sql): Promise<void> {
  const tenant = sql`(select id from tenants where slug = 'bright-smile')`;
  const manners = { greeting: { recordingNotice: 'This call is recorded.' }, personality: { interruptibility: 50 } };
  await sql.begin(async (open) => {
    await open`set local session_replication_role = replica`;
    await open`update agent_versions set config = config || ${open.json(sections as never)} || jsonb_build_object(
        'greeting', config -> 'greeting' || ${open.json(manners.greeting)},
        'personality', config -> 'personality' || ${open.json(manners.personality)})
      where tenant_id = ${tenant}`;
  });
  const [source] = await sql`insert into knowledge_sources (tenant_id, kind, title, content, state, chunk_count)
    values (${tenant}, 'text', 'Bridges', 'A zirconia bridge costs 2400 dollars.', 'ready', 1) returning id`;
  const [page] = await sql`insert into knowledge_pages (source_id, tenant_id, number, state)
    values (${source?.id}, ${tenant}, 1, 'read') returning id`;
  await sql`insert into knowledge_chunks (page_id, source_id, tenant_id, number, line, topic, body)
    values (${page?.id}, ${source?.id}, ${tenant}, 1, 1, 'Bridges', 'A zirconia bridge costs 2400 dollars.')`;
}

let references = 0;

/** An appointment that somebody has already. */
export async function plantAppointment(sql: Sql, from: string, time: string, name = 'Ada Lovelace'): Promise<string> {
  references += 1;
  // Three digits of 2 to 9: none that is heard as a letter.
  const reference = `KM${(references + 64).toString(8).replaceAll(/\d/g, (digit) => String(Number(digit) + 2))}`;
  const startsAt = at(time);
  const later = (minutes: number) => new Date(startsAt.getTime() + minutes * 60_000);
  await sql`insert into appointments (tenant_id, reference, calendar_id, calendar_name, service_id, service_name,
      starts_at, ends_at, blocked_until, time_zone, caller_number, caller_name)
    select id, ${reference}, 'chair-1', 'Chair 1', 'cleaning', 'Cleaning', ${startsAt}, ${later(45)}, ${later(60)},
      ${timeZone}, ${from}, ${name} from tenants where slug = 'bright-smile'`;
  return reference;
}
