import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endAllCalls } from '../../support/line-carrier';
import { comesToBe } from '../../support/tool-call';
import { inTheRecord, onlyTalk } from '../../support/tool-case';
import { rows } from '../../support/tool-cases';
import { openToolHouse, type ToolHouse } from '../../support/tool-house';

let house: ToolHouse;

beforeAll(async () => {
  house = await openToolHouse();
});
beforeEach(() => house.sql`delete from appointments`);
afterEach(() => endAllCalls(house.sql));
afterAll(() => house?.close());

describe.each(rows)('$name while the caller speaks', ({ name, row }) => {
  it('is finished and told, asks for no answer into their words, and leaves the answer to their own turn', async () => {
    const from = house.newCaller();
    await row.arrange?.({ house, from });
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const call = await house.ring({ held }, from);

    const response = call.begins();
    call.calls(response, 'use_1', name, row.input);
    call.callerStarts('caller_1');
    call.ends(response);
    await call.settled();
    release();
    const output = await call.outputOf('use_1');
    await call.settled();
    const askedMeanwhile = call.asked();
    call.callerStops('caller_1', 'No wait, what are your opening hours?');
    await call.settled();
    const askedAfter = call.asked();
    call.say('We are open from nine to five.');
    await call.settled();
    await call.pass(12_000);
    await comesToBe(call, { ...onlyTalk, ...row.interrupted.effects });
    const isOpen = call.phone.socket.readyState === call.phone.socket.OPEN;
    const { audit, effects } = await call.over();

    expect(output).toEqual(row.output);
    expect([askedMeanwhile, askedAfter]).toEqual([0, 1]);
    expect(isOpen).toBe(true);
    expect(effects).toEqual({ ...onlyTalk, ...row.interrupted.effects });
    expect(audit).toEqual([inTheRecord(row, name, row.input, output)]);
    expect(call.outputsOf('use_1')).toEqual([output]);
  });
});
