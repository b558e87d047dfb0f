import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endAllCalls } from '../../support/line-carrier';
import { comesToBe, recordOf } from '../../support/tool-call';
import { inTheRecord, isApplicable, onlyTalk } from '../../support/tool-case';
import { allTools, rows, toolCases } from '../../support/tool-cases';
import { openToolHouse, type ToolHouse } from '../../support/tool-house';

let house: ToolHouse;

beforeAll(async () => {
  house = await openToolHouse();
});
beforeEach(() => house.sql`delete from appointments`);
afterEach(() => endAllCalls(house.sql));
afterAll(() => house?.close());

it('the table has a row for every tool that a call can offer, and for no other', async () => {
  const call = await house.ring();
  const update = call.provider.sent.find(({ type }) => type === 'session.update');
  const { session } = z
    .looseObject({ session: z.looseObject({ tools: z.array(z.looseObject({ name: z.string() })) }) })
    .parse(update);
  await call.over();

  expect(session.tools.map(({ name }) => name).sort()).toEqual([...allTools].sort());
  expect(call.setup.replacedSections).toEqual([]);
  expect(Object.keys(toolCases).sort()).toEqual([...allTools].sort());
});

describe.each(rows)('$name', ({ name, row }) => {
  it('does what it is for, tells the model so, and stands in the record', async () => {
    const from = house.newCaller();
    await row.arrange?.({ house, from });
    const call = await house.ring({}, from);

    call.use(name, row.input, 'use_1');
    const output = await call.outputOf('use_1');
    await call.settled();
    const asked = call.asked();
    if (row.lastWords) {
      call.say(row.lastWords);
      await call.phone.closed;
    }
    await comesToBe(call, { ...onlyTalk, ...row.effects });
    const audit = await recordOf(call);

    expect(output).toEqual(row.output);
    expect(asked).toBe(1);
    expect(audit).toEqual([inTheRecord(row, name, row.input, output)]);
  });

  const refusals = isApplicable(row.refusals) ? row.refusals : [];
  it.each(refusals)('does nothing where $when, and tells the model why', async (refusal) => {
    const from = house.newCaller();
    await refusal.arrange?.({ house, from });
    const call = await house.ring(refusal.plan, from);
    const input = refusal.input ?? row.input;

    call.use(name, input, 'use_1');
    const output = await call.outputOf('use_1');
    await call.settled();
    const asked = call.asked();
    const expected = { ...onlyTalk, ...refusal.effects };
    await comesToBe(call, expected);
    const { audit, effects } = await call.over();

    expect(output).toEqual(refusal.output);
    expect(asked).toBe(1);
    expect(effects).toEqual(expected);
    expect(audit).toEqual([inTheRecord({}, name, input, output)]);
  });
});
