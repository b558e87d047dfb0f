import type { Sql } from 'postgres';
import type { Received } from './other-system';

/** All that the tools of one call can have done to the world. */
export type Effects = {
  messages: object[];
  texts: object[];
  transfers: object[];
  /** Of whoever calls, in this call or before. */
  appointments: object[];
  gaps: object[];
  recording: { state: string; isDeclined: boolean } | null;
  /** Of the tenant's other system, by idempotency key: a key that it knows already does nothing. */
  orders: object[];
  /** What the carrier was told to do with the call, and whom to ring. */
  carrier: string[];
};

type Place = { sql: Sql; orders: Received[]; carrier: Received[] };

const plain = (rows: Iterable<object>) => [...rows].map((row) => ({ ...row }));

export async function readEffects(
  { sql, orders, carrier }: Place,
  { callId, callSid, from }: { callId: string; callSid: string; from: string },
): Promise<Effects> {
  const [recording] =
    await sql`select state, declined_at is not null as declined from recordings where call_id = ${callId}`;
  return {
    messages: plain(
      await sql`select caller_name, callback_number, message, urgent from messages where call_id = ${callId} order by created_at`,
    ),
    texts: plain(await sql`select to_number, body, template from texts where call_id = ${callId} order by created_at`),
    transfers: plain(await sql`select label, mode, status from transfers where call_id = ${callId} order by asked_at`),
    appointments: await readAppointments(sql, from),
    gaps: plain(
      await sql`select question, asked_count from knowledge_gaps
        where id in (select gap_id from knowledge_gap_calls where call_id = ${callId})`,
    ),
    recording: recording ? { state: recording.state, isDeclined: recording.declined } : null,
    orders: ordersOf(orders, callId),
    carrier: carrier.flatMap((asked) => whatIsAsked(asked, callSid, from)),
  };
}

export async function readAppointments(sql: Sql, from: string): Promise<object[]> {
  return plain(
    await sql`select status, service_name, starts_at, caller_name from appointments
      where caller_number = ${from} order by created_at, starts_at`,
  );
}

/** What the record of the call says about its tools. */
export async function readAudit(sql: Sql, callId: string): Promise<{ final: boolean }[]> {
  const turns =
    await sql`select text, detail, final from turns where call_id = ${callId} and speaker = 'tool' order by sequence`;
  return turns.map(({ text, detail, final }) => ({ text, detail, final }));
}

function ordersOf(received: Received[], callId: string): object[] {
  const keyOf = ({ headers }: Received) => String(headers['idempotency-key']);
  const own = received.filter((one) => keyOf(one).startsWith(`${callId}:`));
  const first = own.filter((one, at) => own.findIndex((other) => keyOf(other) === keyOf(one)) === at);
  return first.map(({ method, url, body }) => ({ method, url, body: JSON.parse(body) }));
}

function whatIsAsked({ url, body }: Received, callSid: string, from: string): string[] {
  const asked = new URLSearchParams(body);
  if (url.endsWith('/Calls.json')) return asked.get('Url')?.includes(callSid) ? [`rings ${asked.get('To')}`] : [];
  if (!url.includes(callSid)) return [];
  if (asked.get('Status') === 'completed') return ['hangs up'];
  const twiml = asked.get('Twiml') ?? '';
  return [twiml.includes('<Conference') ? 'puts the caller on hold' : `other instructions for ${from}: ${twiml}`];
}
