import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { spokenLines } from '@/lib/agent/spoken-lines';
import { endAllCalls } from '../../support/line-carrier';
import { until } from '../../support/line-house';
import { comesToBe } from '../../support/tool-call';
import { onlyTalk } from '../../support/tool-case';
import { rowsWith } from '../../support/tool-cases';
import { clipOf, openToolHouse, type ToolHouse } from '../../support/tool-house';

let house: ToolHouse;
const [filler = ''] = spokenLines(['en']).fillers;
const timeout = {
  error: 'timeout',
  note: 'It is not certain whether this was done. Do not try it again; you are told when it is known.',
};

beforeAll(async () => {
  house = await openToolHouse();
});
beforeEach(() => house.sql`delete from appointments`);
afterEach(() => endAllCalls(house.sql));
afterAll(() => house?.close());

describe.each(rowsWith('timeout'))('$name that takes too long', ({ name, row, cell }) => {
  it('is covered by a word after 1.5 s, given up after 8 s, and what came of it at last is told once', async () => {
    const from = house.newCaller();
    await row.arrange?.({ house, from });
    const before = await house.appointmentsOf(from);
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const call = await house.ring({ held }, from);

    call.use(name, row.input, 'use_1');
    await call.settled();
    await call.pass(1_499);
    const early = call.phone.heard(clipOf(filler));
    await call.pass(1);
    await until(() => call.phone.heard(clipOf(filler)), 'a word to the caller');
    await call.pass(6_499);
    const silent = call.outputsOf('use_1');
    await call.pass(1);
    const output = await call.outputOf('use_1');
    await comesToBe(call, { ...onlyTalk, appointments: before });
    call.use(name, row.input, 'use_2');
    const again = await call.outputOf('use_2');
    const notesBefore = call.notes().length;
    release();
    const [told] = await until(() => call.notes().length > notesBefore && call.notes().slice(notesBefore), 'the news');
    await comesToBe(call, { ...onlyTalk, ...cell.effects });
    const { audit, effects } = await call.over();

    expect([early, silent]).toEqual([false, []]);
    expect(output).toEqual(timeout);
    expect(again.error).toMatch(/^The same is still being done from before\./);
    expect(told).toMatch(cell.told);
    expect(effects).toEqual({ ...onlyTalk, ...cell.effects });
    expect(audit).toMatchObject([
      { text: name, final: true },
      { text: name, detail: { ok: false } },
    ]);
    expect(call.outputsOf('use_1')).toHaveLength(1);
  });
});
