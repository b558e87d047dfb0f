import type { Sql } from 'postgres';
import { until } from './fault';

export type CallRow = { id: string; status: string; end_reason: string | null; outcome: string | null };
export type TurnRow = { sequence: number; speaker: string; text: string; final: boolean; interrupted: boolean };

export async function rowOf(sql: Sql, callSid: string): Promise<CallRow | null> {
  const [row] = await sql<CallRow[]>`
    select id, status, end_reason, outcome from public.calls where carrier_call_sid = ${callSid}`;
  return row ?? null;
}

export function endedRow(sql: Sql, callSid: string): Promise<CallRow> {
  return until(
    async () => {
      const row = await rowOf(sql, callSid);
      return row?.status === 'ended' && row;
    },
    'the end of the call in the database',
    30_000,
  );
}

export async function turnsOf(sql: Sql, callSid: string): Promise<TurnRow[]> {
  return sql<TurnRow[]>`
    select sequence, speaker, text, final, interrupted from public.turns
    where call_id = (select id from public.calls where carrier_call_sid = ${callSid})
    order by sequence`;
}

export async function eventsOf(sql: Sql, callSid: string): Promise<string[]> {
  const rows = await sql<{ kind: string }[]>`
    select kind from public.call_events
    where call_id = (select id from public.calls where carrier_call_sid = ${callSid}) order by at`;
  return rows.map(({ kind }) => kind);
}

/** A stall in the stand-in's own sound makes two turns of a sentence: its pieces, in their order, are the sentence. */
function sentencesOfCaller(turns: TurnRow[]): string[] {
  const whole: string[] = [];
  for (const { speaker, text } of turns) {
    if (speaker !== 'caller') continue;
    const last = whole.at(-1);
    if (text.startsWith('— ') && last?.endsWith(' —'))
      whole[whole.length - 1] = `${last.slice(0, -2)} ${text.slice(2)}`;
    else whole.push(text);
  }
  return whole;
}

/** What is wrong with the words of a call: a turn that is open, or said twice, or missing. */
export function wrongWith(turns: TurnRow[], saidByCaller: readonly string[]): string[] {
  const callers = sentencesOfCaller(turns);
  const missing = saidByCaller.filter((words) => !callers.includes(words));
  const doubled = callers.filter((words, index) => callers.indexOf(words) !== index && words !== '[inaudible]');
  const open = turns.filter(({ final }) => !final);
  return [
    ...missing.map((words) => `lost: "${words}"`),
    ...doubled.map((words) => `doubled: "${words}"`),
    ...(open.length > 0 ? [`${open.length} turns left open`] : []),
  ];
}

const greeting = 'Thank you for calling';

export function greetings(turns: TurnRow[]): number {
  return turns.filter(({ speaker, text }) => speaker === 'agent' && text.startsWith(greeting) && !/goodbye/i.test(text))
    .length;
}
