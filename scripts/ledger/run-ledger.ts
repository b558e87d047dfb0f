import { setTimeout as wait } from 'node:timers/promises';
import { safetyIdentifierOf } from '../bench/bench-house';
import type { Wire } from '../bench/wire';
import { type Chance, makeChance } from './chance';
import { type Comparison, compare } from './compare';
import { LedgerCall, type Told } from './ledger-call';
import { type LedgerHouse, openLedgerHouse } from './ledger-house';
import { ModelLedger, underWayMs } from './model-ledger';
import { TalkingModel } from './talking-model';

export type LedgerOptions = {
  calls: number;
  atOnce: number;
  seed: number;
  /** Spread over the run. */
  kills: number;
  outages: number;
  /** Moments at which the server does nothing at all. */
  stalls: number;
  say(line: string): void;
};

export type LedgerRun = Comparison & {
  calls: number;
  resumed: number;
  turnedAway: number;
  twice: number;
  drops: number;
  kills: number;
  outages: number;
  stalls: number;
  seconds: number;
};

const doublesPercent = 25;
const outageMs = { least: 1_000, most: 4_000 };
const stallMs = { least: 100, most: 900 };
const calmMs = 2_000;
const quietWithinMs = 180_000;

/** So many calls with faults among them, and then the model's own book beside ours. */
export async function runLedger(options: LedgerOptions): Promise<LedgerRun> {
  const startedAt = performance.now();
  const chance = makeChance(options.seed);
  const ledger = new ModelLedger();
  const talking = new Map<string, LedgerCall>();
  let sessions = 0;
  const join = (identifier: string, wire: Wire) => {
    const call = talking.get(identifier);
    if (!call) return null;
    sessions += 1;
    const own = makeChance(options.seed + 7_919 * sessions);
    const model = new TalkingModel({ callSid: call.callSid, ear: call.ear, wire, ledger, chance: own, doublesPercent });
    call.join(model);
    return { onText: (text: string) => model.onText(text), onReady: () => undefined, onClose: () => call.leave(model) };
  };
  const house = await openLedgerHouse({ join, onClip: (text) => ledger.noteClip(text) });

  try {
    const told: Told[] = [];
    const running = callers(house, talking, told, options, chance);
    const faults = makeFaults(house, ledger, talking, told, options, chance);
    await Promise.all([running, faults]);
    await untilWritten(house, told);
    const comparison = await compare(house.sql, ledger, told);
    const trouble = told.flatMap(({ callSid, trouble: words }) => (words ? [`${callSid}: ${words}`] : []));
    return {
      ...comparison,
      problems: [...comparison.problems, ...trouble],
      ...{ calls: told.length, kills: ledger.kills.length, outages: options.outages, stalls: options.stalls },
      resumed: told.filter(({ resumed }) => resumed > 0).length,
      turnedAway: told.filter(({ turnedAwayAtMs }) => turnedAwayAtMs !== null).length,
      twice: told.filter(({ webhooksTwice }) => webhooksTwice).length,
      drops: told.reduce((sum, { drops }) => sum + drops, 0),
      seconds: (performance.now() - startedAt) / 1000,
    };
  } finally {
    await house.close();
  }
}

async function callers(
  house: LedgerHouse,
  talking: Map<string, LedgerCall>,
  told: Told[],
  { calls, atOnce, say }: LedgerOptions,
  chance: Chance,
): Promise<void> {
  let next = 0;
  const seeds = Array.from({ length: calls }, () => chance.between(1, 1_000_000_000));
  async function caller(): Promise<void> {
    while (next < calls) {
      const index = next;
      next += 1;
      const tenant = house.tenants[index % house.tenants.length];
      if (!tenant) return;
      const from = `+1415${String(2_000_000 + index)}`;
      const call = new LedgerCall({
        ...{ index: index + 1, baseUrl: house.url, account: house.account, from, to: tenant.number },
        chance: makeChance(seeds[index] ?? index),
      });
      const identifier = safetyIdentifierOf(tenant.id, from);
      talking.set(identifier, call);
      told.push(await call.run());
      talking.delete(identifier);
      if (told.length % 100 === 0) say(`${told.length} calls`);
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, calls) }, caller));
}

/** Kills, outages and stalls one after the other, spread over the calls, never two at once. */
async function makeFaults(
  house: LedgerHouse,
  ledger: ModelLedger,
  talking: ReadonlyMap<string, LedgerCall>,
  told: readonly Told[],
  { calls, kills, outages, stalls, say }: LedgerOptions,
  chance: Chance,
): Promise<void> {
  const kinds = [...Array(kills).fill('kill'), ...Array(outages).fill('outage'), ...Array(stalls).fill('stall')]
    .map((kind) => ({ kind, place: chance.next() }))
    .sort((one, other) => one.place - other.place);
  for (const [at, { kind }] of kinds.entries()) {
    const due = Math.floor((calls * (at + 0.5)) / (kinds.length + 0.5));
    while (told.length < due) await wait(20);
    if (kind === 'stall') {
      await wait(chance.between(0, underWayMs));
      await house.stallServer(chance.between(stallMs.least, stallMs.most));
      continue;
    }
    // What it has not read because it stood still it could not have kept.
    await wait(underWayMs + chance.between(0, calmMs));
    if (kind === 'kill') {
      say(`kill -9 after ${told.length} calls`);
      const isBack = house.killServer();
      ledger.kills.push(performance.now());
      house.abandonClips();
      for (const call of talking.values()) call.abandonModel();
      await isBack;
    } else {
      const ms = chance.between(outageMs.least, outageMs.most);
      say(`the database is away for ${ms} ms after ${told.length} calls`);
      const fromMs = performance.now();
      house.database.set('refuse');
      await wait(ms);
      house.database.set('pass');
      ledger.outages.push({ fromMs, toMs: performance.now() });
    }
    await wait(calmMs);
  }
}

async function untilWritten(house: LedgerHouse, told: readonly Told[]): Promise<void> {
  const sids = told.map(({ callSid }) => callSid);
  const deadline = performance.now() + quietWithinMs;
  for (;;) {
    const { calls, entries } = await house.unfinished();
    const [row] = await house.sql`
      select count(*)::int as open from public.calls where carrier_call_sid = any (${sids}) and status <> 'ended'`;
    if (calls === 0 && entries === 0 && row?.open === 0) return;
    if (performance.now() > deadline) return;
    await wait(250);
  }
}
