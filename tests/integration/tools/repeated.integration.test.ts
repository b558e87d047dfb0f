import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endAllCalls } from '../../support/line-carrier';
import { until } from '../../support/line-house';
import { comesToBe, recordOf } from '../../support/tool-call';
import { inTheRecord, onlyTalk } from '../../support/tool-case';
import { rows, rowsWith, toolCases } from '../../support/tool-cases';
import { openToolHouse, type ToolHouse } from '../../support/tool-house';
import { tuesday } from '../../support/tool-settings';

let house: ToolHouse;

beforeAll(async () => {
  house = await openToolHouse();
});
beforeEach(() => house.sql`delete from appointments`);
afterEach(() => endAllCalls(house.sql));
afterAll(() => house?.close());

describe.each(rows)('$name, used again under the same id', ({ name, row }) => {
  it('in the same answer and in the next is done once, told once, and written down once', async () => {
    const from = house.newCaller();
    await row.arrange?.({ house, from });
    const call = await house.ring({}, from);
    if (row.lastWords) call.phone.hold();

    call.use(name, row.input, 'use_1', 'use_1');
    const output = await call.outputOf('use_1');
    call.use(name, row.input, 'use_1');
    await call.settled();
    if (row.lastWords) {
      call.say(row.lastWords);
      await until(() => call.phone.isWaiting(), 'the last words');
      call.phone.play();
      await call.phone.closed;
    }
    await comesToBe(call, { ...onlyTalk, ...row.effects });
    const audit = await recordOf(call);

    expect(output).toEqual(row.output);
    expect(call.outputsOf('use_1')).toHaveLength(1);
    expect(audit).toEqual([inTheRecord(row, name, row.input, output)]);
  });
});

describe.each(rowsWith('otherModel'))(
  '$name, used again by the model that took a lost one’s place',
  ({ name, row, cell }) => {
    it('is not done again, and the new model has been told what came of it', async () => {
      const from = house.newCaller();
      await row.arrange?.({ house, from });
      const call = await house.ring({}, from);

      call.use(name, row.input, 'use_1');
      const output = await call.outputOf('use_1');
      await call.settled();
      call.provider.hangUp(1011);
      await call.provider.whenSent('session.update', 2);
      await until(() => call.outputsOf('use_1').length === 2, 'what the new model is told');
      call.use(name, row.input, 'use_1');
      call.use('lookup_hours', { date: tuesday }, 'use_2');
      await call.outputOf('use_2');
      await comesToBe(call, { ...onlyTalk, ...cell.effects });
      const { audit, effects } = await call.over();

      expect(call.outputsOf('use_1')).toEqual([output, output]);
      expect(effects).toEqual({ ...onlyTalk, ...cell.effects });
      expect(audit).toHaveLength(2);
    });
  },
);

describe.each(rowsWith('otherServer'))(
  '$name, used again where another server took the call up',
  ({ name, row, cell }) => {
    it('is not done a second time', async () => {
      const from = house.newCaller();
      await row.arrange?.({ house, from });
      const first = await house.ring({}, from);
      first.phone.hold();
      first.use(name, row.input, 'use_1');
      await first.outputOf('use_1');
      await first.settled();
      await first.isWritten(1);

      const second = await house.takeUpElsewhere(first);
      await second.settled();
      second.use(name, row.input, 'use_1');
      const output = await second.outputOf('use_1');
      await comesToBe(second, { ...onlyTalk, ...cell.effects });
      await second.over();

      expect(output).toEqual(cell.output);
    });
  },
);

describe('a booking that is asked for again in other words of the model', () => {
  const wish = toolCases.book_appointment?.input ?? {};

  it('in the same call is the one that was made, with its reference', async () => {
    const call = await house.ring();

    call.use('book_appointment', wish, 'use_1');
    const first = await call.outputOf('use_1');
    call.use('book_appointment', wish, 'use_2');
    const second = await call.outputOf('use_2');
    const { effects } = await call.over();

    expect(second).toEqual(first);
    expect(effects.appointments).toHaveLength(1);
  });

  it('at another server, because its own died before it could tell, is the one that was made', async () => {
    const from = house.newCaller();
    const { promise: unanswered, resolve: answer } = Promise.withResolvers<void>();
    const first = await house.ring({ unanswered }, from);
    first.use('book_appointment', wish, 'use_1');
    await first.isWritten(1);
    const [made] = await until(async () => {
      const appointments = await house.appointmentsOf(from);
      return appointments.length > 0 && appointments;
    }, 'the appointment');
    const second = await house.takeUpElsewhere(first);
    const [told] = await until(() => second.told().length > 0 && second.told(), 'what the next model is told');
    second.use('book_appointment', wish, 'use_2');
    const booked = await second.outputOf('use_2');

    const { effects } = await second.over();
    answer();

    expect(told?.error).toMatch(/^The line broke before it was known whether this was done\./);
    expect(booked).toEqual(toolCases.book_appointment?.output);
    expect(effects.appointments).toEqual([made]);
  });

  it('in another call is said to be theirs already, and to somebody else no more than that it is taken', async () => {
    const from = house.newCaller();
    const before = await house.ring({}, from);
    before.use('book_appointment', wish, 'use_1');
    await before.outputOf('use_1');
    await before.over();

    const again = async (number: string) => {
      const call = await house.ring({}, number);
      call.use('book_appointment', wish, 'use_1');
      const output = await call.outputOf('use_1');
      await call.over();
      return output;
    };
    const theirs = await again(from);
    const somebodyElses = await again(house.newCaller());

    expect(theirs).toEqual({ error: 'Nothing was booked: this caller has just that appointment already. Say so.' });
    expect(somebodyElses.error).toMatch(/^Nothing was booked\. That time is taken\./);
    expect(await house.appointmentsOf(from)).toHaveLength(1);
  });
});
