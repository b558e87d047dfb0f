import type { Sql } from 'postgres';
import { costOf } from '../../lib/billing/cost';
import type { UsageKind } from '../../lib/contracts/usage';
import type { Told } from './ledger-call';
import { type ModelLedger, type Said, wasHeard, wasHeardWhole, wasTakenBack } from './model-ledger';

export type Comparison = {
  modelMicroDollars: number;
  ledgerMicroDollars: number;
  carrierMicroDollars: number;
  entries: number;
  turns: number;
  /** Heard to their end, and kept whole, but with words marked as unheard. */
  takenForCut: number;
  /** Told within a moment of a kill: kept or not, but never twice. */
  underWay: { costs: number; costsKept: number; turns: number; turnsKept: number };
  problems: string[];
};

type LedgerRow = {
  call_sid: string;
  kind: UsageKind;
  provider_id: string;
  model: string;
  raw: Record<string, unknown>;
  micro_dollars: string | null;
  at: Date;
};
export type TurnRow = {
  call_sid: string;
  sequence: number;
  speaker: string;
  text: string;
  unheard_text: string;
  final: boolean;
};

/** The model's own book against the rows, one by one and summed. */
export async function compare(sql: Sql, ledger: ModelLedger, told: readonly Told[]): Promise<Comparison> {
  const problems: string[] = [];
  const sids = told.map(({ callSid }) => callSid);
  const turnedAway = new Set<string>();
  for (const { callSid, turnedAwayAtMs } of told) {
    if (turnedAwayAtMs === null) continue;
    turnedAway.add(callSid);
    if (!ledger.mayTurnAway(turnedAwayAtMs)) problems.push(`${callSid}: turned away though the database was there`);
  }
  await compareCalls(sql, sids, turnedAway, problems);
  const costs = await compareCosts(sql, ledger, { sids, turnedAway }, problems);
  const words = await compareTurns(sql, ledger, sids, problems);
  const { costsUnderWay, costsKept, ...sums } = costs;
  const { turnsUnderWay, turnsKept, turns, takenForCut } = words;
  return {
    ...sums,
    ...{ turns, takenForCut, problems, entries: ledger.entries.length },
    underWay: { costs: costsUnderWay, costsKept, turns: turnsUnderWay, turnsKept },
  };
}

/** A caller who was turned away for want of the database may have been noted by it, and may not. */
async function compareCalls(
  sql: Sql,
  sids: string[],
  turnedAway: ReadonlySet<string>,
  problems: string[],
): Promise<void> {
  const rows = await sql<{ sid: string; status: string }[]>`
    select carrier_call_sid as sid, status from public.calls where carrier_call_sid = any (${sids})`;
  const seen = new Map<string, number>();
  for (const { sid, status } of rows) {
    seen.set(sid, (seen.get(sid) ?? 0) + 1);
    if (status !== 'ended') problems.push(`${sid}: still ${status}`);
  }
  for (const sid of sids) {
    const rowsOf = seen.get(sid) ?? 0;
    if (rowsOf !== 1 && !(rowsOf === 0 && turnedAway.has(sid))) problems.push(`${sid}: ${rowsOf} rows of a call`);
  }
}

type Calls = { sids: string[]; turnedAway: ReadonlySet<string> };

async function compareCosts(sql: Sql, ledger: ModelLedger, { sids, turnedAway }: Calls, problems: string[]) {
  // Greetings of the demo's businesses are spoken too; what the demo's ledger had before is not of this run.
  const clips = ledger.entries.flatMap(({ kind, providerId }) => (kind === 'clip' ? [providerId] : []));
  const rows = await sql<LedgerRow[]>`
    select coalesce(carrier_call_sid, '') as call_sid, kind, provider_id, model, raw, micro_dollars, at
    from public.usage_ledger left join public.calls on calls.id = usage_ledger.call_id
    where carrier_call_sid = any (${sids}) or (kind = 'clip' and (provider_id = any (${clips})
      or usage_ledger.tenant_id in (select tenant_id from public.calls where carrier_call_sid = any (${sids}))))`;
  const keyOf = (sid: string, kind: string, id: string) => (kind === 'clip' ? `clip ${id}` : `${sid} ${kind} ${id}`);
  const byKey = Map.groupBy(rows, ({ call_sid, kind, provider_id }) => keyOf(call_sid, kind, provider_id));
  const sums = { modelMicroDollars: 0, ledgerMicroDollars: 0, carrierMicroDollars: 0, costsUnderWay: 0, costsKept: 0 };

  for (const entry of ledger.entries) {
    const key = keyOf(entry.callSid, entry.kind, entry.providerId);
    const [row, ...more] = byKey.get(key) ?? [];
    byKey.delete(key);
    const isUnderWay = ledger.isCostUnderWay(entry);
    sums.costsUnderWay += isUnderWay ? 1 : 0;
    sums.costsKept += isUnderWay && row ? 1 : 0;
    if (more.length > 0) problems.push(`${key}: paid for ${more.length + 1} times`);
    if (!row) {
      if (!isUnderWay) problems.push(`${key}: in the model's book and not in ours${ledger.nearKill(entry.toldAtMs)}`);
      continue;
    }
    const owed = costOf({ kind: entry.kind, model: row.model, raw: entry.usage, at: row.at.toISOString() });
    sums.modelMicroDollars += owed?.microDollars ?? 0;
    sums.ledgerMicroDollars += Number(row.micro_dollars);
    if (!owed || owed.microDollars !== Number(row.micro_dollars)) {
      problems.push(`${key}: ${row.micro_dollars} in our book, ${owed?.microDollars} in the model's`);
    }
    if (!sameFigures(entry.usage, row.raw)) problems.push(`${key}: other figures than the model's`);
  }
  for (const [key, left] of byKey) {
    const [row] = left;
    if (row?.kind !== 'carrier_minutes') problems.push(`${key}: in our book and not in the model's`);
    else if (left.length > 1) problems.push(`${key}: ${left.length} times the line`);
    sums.carrierMicroDollars += Number(row?.micro_dollars ?? 0);
  }
  const lines = new Set(rows.flatMap(({ call_sid, kind }) => (kind === 'carrier_minutes' ? [call_sid] : [])));
  for (const sid of sids)
    if (!lines.has(sid) && !turnedAway.has(sid)) problems.push(`${sid}: no minutes of the carrier`);
  return sums;
}

/** Every number that the model gave is there, and the same. */
function sameFigures(told: unknown, kept: unknown): boolean {
  if (typeof told !== 'object' || told === null) return told === kept;
  if (typeof kept !== 'object' || kept === null) return false;
  const inside = new Map(Object.entries(kept));
  return Object.entries(told).every(([name, value]) => sameFigures(value, inside.get(name)));
}

async function compareTurns(sql: Sql, ledger: ModelLedger, sids: string[], problems: string[]) {
  const rows = await sql<TurnRow[]>`
    select carrier_call_sid as call_sid, sequence, speaker, text, unheard_text, final
    from public.turns join public.calls on calls.id = turns.call_id
    where carrier_call_sid = any (${sids}) order by 1, 2`;
  const saidBy = new Map<string, TurnRow[]>();
  for (const row of rows) {
    if (!row.final) problems.push(`${row.call_sid}: turn ${row.sequence} was left open`);
    for (const code of new Set(`${row.text} ${row.unheard_text}`.match(/code\d{5}x/g)))
      saidBy.set(code, [...(saidBy.get(code) ?? []), row]);
  }

  const counts = { turns: rows.length, turnsUnderWay: 0, turnsKept: 0, takenForCut: 0 };
  for (const said of ledger.said) {
    const found = saidBy.get(said.code) ?? [];
    const isUnderWay = ledger.areWordsUnderWay(said);
    counts.turnsUnderWay += isUnderWay ? 1 : 0;
    counts.turnsKept += isUnderWay && found.length > 0 ? 1 : 0;
    if (!isUnderWay && wasHeardWhole(said) && found[0]?.unheard_text) counts.takenForCut += 1;
    const wrong = isUnderWay && found.length === 0 ? null : wrongWith(said, found, isUnderWay);
    if (wrong)
      problems.push(`${said.callSid}: ${said.speaker} ${said.code}: ${wrong}${ledger.nearKill(said.toldAtMs)}`);
  }
  return counts;
}

/** Whatever was heard is a turn, once; what nobody heard may be one, and may be none if the server had taken it back. */
export function wrongWith(said: Said, found: readonly TurnRow[], isUnderWay: boolean): string | null {
  const [row, ...more] = found;
  if (more.length > 0) return `in the turns ${found.map(({ sequence, text }) => `${sequence} “${text}”`).join(', ')}`;
  if (!row) {
    if (wasHeard(said)) return 'heard, and lost';
    return wasTakenBack(said) ? null : 'never came to the caller, and was lost';
  }
  if (row.call_sid !== said.callSid || row.speaker !== said.speaker)
    return `given to ${row.speaker} of ${row.call_sid}`;
  const kept = `${row.text} ${row.unheard_text}`.trim();
  return wasHeardWhole(said) && !isUnderWay && kept !== said.text ? `heard to its end, and kept as “${kept}”` : null;
}
