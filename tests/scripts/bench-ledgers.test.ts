import { describe, expect, it } from 'vitest';
import { BargeInLedger } from '@/scripts/bench/barge-in-ledger';
import { FrameLedger, payloadLength } from '@/scripts/bench/frame-ledger';
import { whyRefused } from '@/scripts/bench/model-session';
import { Playout } from '@/scripts/bench/playout';

describe('the numbered frames of the bench', () => {
  it('are a frame of 20 ms that any bridge accepts', () => {
    const payload = new FrameLedger('u').next(3, 0);

    expect(payload).toHaveLength(payloadLength);
    expect(Buffer.from(payload, 'base64')).toHaveLength(160);
    expect(Buffer.from(payload, 'base64').toString('base64')).toBe(payload);
  });

  it('show what was lost, doubled and led astray, and how long each took', () => {
    const ledger = new FrameLedger('d');
    ledger.startMeasuring();
    const [first, second, stray] = [ledger.next(1, 100), ledger.next(1, 120), ledger.next(2, 120)];

    ledger.arrive(1, `{"payload":"${first}"}`, 103);
    ledger.arrive(1, `{"payload":"${first}"}`, 104);
    ledger.arrive(1, `{"payload":"${stray}"}`, 125);
    ledger.stopMeasuring();

    expect(second).not.toBe(first);
    expect(ledger.figures()).toEqual({ sent: 3, lost: 2, doubled: 1, misdelivered: 1, latenciesMs: [3, 4] });
  });

  it('are read one by one from a message that carries several', () => {
    const ledger = new FrameLedger('d');
    ledger.startMeasuring();
    const numbers: number[] = [];

    ledger.arrive(1, `${ledger.next(1, 0)}${ledger.next(1, 0)}`, 1, (number) => numbers.push(number));

    expect(numbers).toEqual([0, 1]);
  });

  it('count as altered when a byte of their sound changed', () => {
    const ledger = new FrameLedger('u');
    ledger.startMeasuring();
    const payload = ledger.next(1, 0);
    const changed = `${payload.slice(0, 100)}${payload[100] === 'x' ? 'y' : 'x'}${payload.slice(101)}`;

    ledger.arrive(1, changed, 1);
    ledger.stopMeasuring();

    expect(ledger.figures()).toMatchObject({ lost: 1, misdelivered: 1 });
  });

  it('do not count when they were sent outside of the measurement', () => {
    const ledger = new FrameLedger('u');
    const early = ledger.next(1, 0);
    ledger.startMeasuring();
    const counted = ledger.next(1, 20);
    ledger.stopMeasuring();
    ledger.next(1, 40);

    ledger.arrive(1, early, 41);
    ledger.arrive(1, counted, 42);

    expect(ledger.figures()).toMatchObject({ sent: 1, lost: 0, latenciesMs: [22] });
  });
});

describe('the carrier of the bench', () => {
  it('plays in order at the speed of sound, and knows what was heard of each item when it is cleared', () => {
    const playout = new Playout();
    playout.play('first', 100, 1_000);
    playout.play('second', 200, 1_010);

    const { heardMs, unplayedMs } = playout.clear(1_150);

    expect(unplayedMs).toBe(150);
    expect([...heardMs]).toEqual([['second', 50]]);
  });

  it('leaves out a pause in which there was nothing to play', () => {
    const playout = new Playout();
    playout.play('item', 20, 0);
    playout.play('item', 20, 100);

    expect([...playout.clear(110).heardMs]).toEqual([['item', 30]]);
  });

  it('returns a mark when the sound before it was played, and once', () => {
    const playout = new Playout();
    playout.play('item', 60, 0);
    const mark = playout.mark('end', 5);

    expect(mark.dueMs).toBe(60);
    expect(playout.clear(10).marks).toEqual(['end']);
    expect(playout.returned(mark)).toBe(false);
  });
});

describe('a caller who cuts in', () => {
  const aSecondGenerated = () => 1_000;

  it('is missed when nothing was cleared, and left untold when the model never learns of it', () => {
    const ledger = new BargeInLedger();
    ledger.count(true);
    ledger.said(1, 500, 0);
    ledger.said(2, 500, 0);

    ledger.cleared(2, { marks: [], unplayedMs: 500, heardMs: new Map([['item', 400]]) }, aSecondGenerated, 3);

    expect(ledger.figures()).toMatchObject({ rounds: 2, missed: 1, clearMs: [3], missing: 1, truncations: 0 });
  });

  it('is judged by what was really played, in whichever order the two commands came', () => {
    const ledger = new BargeInLedger();
    ledger.count(true);
    ledger.said(1, 500, 0);

    ledger.truncated(1, 'item', 390);
    ledger.cleared(1, { marks: [], unplayedMs: 500, heardMs: new Map([['item', 400]]) }, aSecondGenerated, 3);

    expect(ledger.figures()).toMatchObject({ errorsMs: [-10], missing: 0, missed: 0 });
  });

  it('is refused a cut of what was never said, as the provider would', () => {
    expect([whyRefused(null, 10), whyRefused(100, 99.5), whyRefused(100, 100)]).toEqual([
      'item_not_found',
      'invalid_value',
      null,
    ]);
    expect(whyRefused(100, 101)).toContain('already shorter than 101ms');
  });
});
