import { describe, expect, it } from 'vitest';
import type { Limits, Step, Use } from '@/lib/contracts/limits';
import type { CallUse } from '@/lib/limits/read';
import { mintCallId } from '@/lib/platform/ids';
import { makeBudgets } from '@/realtime-server/admission/budgets';
import type { CallSetup } from '@/realtime-server/ports/call-setup';
import { makeFakeClock } from '../../support/fake-clock';
import { makeSetup, silentLog } from '../../support/make-call';
import { makeConfig } from '../../support/make-config';

const day = '2026-11-21';
const use = (changes: Partial<Use> = {}): Use => ({
  ...{ day, dayMicroDollars: 0, daySeconds: 0, monthSeconds: 0, liveSeconds: 0 },
  ...changes,
});
const callId = (number: number) => mintCallId(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);

function openBudgets() {
  const clock = makeFakeClock();
  const asked: string[][] = [];
  let answer: CallUse | null = { ...use(), calls: {} };
  const budgets = makeBudgets({
    clock,
    log: silentLog,
    async readUse(calls) {
      asked.push(calls);
      return answer;
    },
  });

  function join(number: number, limits: Partial<Limits>, changes: Partial<CallSetup> = {}) {
    const setup = makeSetup({
      ...{ callId: callId(number), channel: 'browser', use: use(), config: makeConfig({ limits }) },
      ...changes,
    });
    const budget = budgets.join(setup);
    const steps: Step[] = [];
    budget.watch((step) => steps.push(step));
    return { ...budget, setup, rungs: () => steps.map(({ rung }) => rung) };
  }

  return {
    budgets,
    clock,
    asked,
    join,
    says(next: Partial<Use>, calls: CallUse['calls'] = {}) {
      answer = { ...use(next), calls };
    },
    /** The next look at the database, and what comes of it. */
    async refresh() {
      clock.advance(2_000);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('what calls cost while they run', () => {
  it('counts every call of the business against the day, and tells all of them at the same moment', () => {
    const { join } = openBudgets();
    const first = join(1, { maxDayMicroDollars: 1_000_000 });
    const second = join(2, { maxDayMicroDollars: 1_000_000 });

    first.spent(500_000);
    second.spent(300_000);
    first.spent(100_000);
    second.spent(100_000);

    expect(first.rungs()).toEqual(['full', 'shorter', 'message', 'over']);
    expect(second.rungs()).toEqual(['full', 'shorter', 'message', 'over']);
  });

  it('counts the limit of one call for that call alone', () => {
    const { join } = openBudgets();
    const dear = join(1, { maxCallMicroDollars: 100_000 });
    const cheap = join(2, { maxCallMicroDollars: 100_000 });

    dear.spent(100_000);

    expect(dear.rungs()).toEqual(['full', 'over']);
    expect(cheap.rungs()).toEqual(['full']);
  });

  it('begins where the day stands, and knows what other servers’ calls used within seconds', async () => {
    const house = openBudgets();
    house.says({ dayMicroDollars: 800_000 });
    const call = house.join(1, { maxDayMicroDollars: 1_000_000 }, { use: use({ dayMicroDollars: 800_000 }) });
    expect(call.rungs()).toEqual(['shorter']);

    house.says({ dayMicroDollars: 950_000 });
    await house.refresh();

    expect(call.rungs()).toEqual(['shorter', 'message']);
  });

  it('counts nothing twice when its own rows have reached the ledger', async () => {
    const house = openBudgets();
    const call = house.join(1, { maxDayMicroDollars: 1_000_000 });
    call.spent(500_000);

    house.says({ dayMicroDollars: 700_000 }, { [callId(1)]: { microDollars: 500_000, todayMicroDollars: 500_000 } });
    await house.refresh();
    expect(call.rungs()).toEqual(['full']);
    call.spent(100_000);

    expect(call.rungs()).toEqual(['full', 'shorter']);
  });

  it('goes on counting what a call used that has just ended, until the ledger has it', async () => {
    const house = openBudgets();
    const staying = house.join(1, { maxDayMicroDollars: 1_000_000 });
    const leaving = house.join(2, { maxDayMicroDollars: 1_000_000 });
    leaving.spent(700_000);
    leaving.leave();
    await house.refresh();

    staying.spent(100_000);

    expect(staying.rungs()).toEqual(['full', 'shorter']);
  });

  it('counts what a call that was taken up again had used before', async () => {
    const house = openBudgets();
    house.says({}, { [callId(1)]: { microDollars: 950_000, todayMicroDollars: 950_000 } });
    const call = house.join(
      1,
      { maxCallMicroDollars: 1_000_000 },
      { resumed: { lastSequence: 12, elapsedMs: 60_000 } },
    );
    await house.refresh();

    call.spent(50_000);

    expect(call.rungs().at(-1)).toBe('over');
  });

  it('begins a new day at nothing', async () => {
    const house = openBudgets();
    const call = house.join(1, { maxDayMicroDollars: 1_000_000 });
    call.spent(790_000);

    house.says({ day: '2026-11-22' });
    await house.refresh();
    call.spent(20_000);

    expect(call.rungs()).toEqual(['full']);
  });

  it('counts the line of a telephone call by its minutes before the carrier tells', () => {
    const { join } = openBudgets();

    const call = join(1, { maxCallMicroDollars: 10_000 }, { channel: 'phone' });

    expect(call.rungs()).toEqual(['shorter']);
  });

  it('asks the database nothing where nobody set a limit', async () => {
    const house = openBudgets();
    house.join(1, {});

    await house.refresh();

    expect(house.asked).toEqual([]);
  });

  it('goes on by its own count while the database is away', async () => {
    const clock = makeFakeClock();
    const budgets = makeBudgets({ clock, log: silentLog, readUse: () => Promise.reject(new Error('away')) });
    const budget = budgets.join(
      makeSetup({ channel: 'browser', config: makeConfig({ limits: { maxDayMicroDollars: 100_000 } }) }),
    );
    const rungs: string[] = [];
    budget.watch(({ rung }) => rungs.push(rung));

    clock.advance(2_000);
    budget.spent(100_000);

    expect(rungs).toEqual(['full', 'over']);
  });
});
