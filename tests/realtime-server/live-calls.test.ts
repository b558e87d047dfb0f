import { describe, expect, it } from 'vitest';
import { mintCallId } from '@/lib/platform/ids';
import { makeLiveCalls } from '@/realtime-server/live-calls';
import type { CallLine } from '@/realtime-server/ports/live-call';
import { makeFakeCarrier } from '../support/fake-carrier';
import { makeFakeClock } from '../support/fake-clock';
import { makeFakeStore, makeSetup, silentLog } from '../support/make-call';

const settled = () => new Promise((resolve) => setImmediate(resolve));
const callId = (number: number) => mintCallId(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);

function setUp(isAway = () => false) {
  const clock = makeFakeClock();
  const renewed: number[] = [];
  const ends: CallLine['onEnded'][] = [];
  const calls = makeLiveCalls({
    startCall(line) {
      ends.push(line.onEnded);
      return { obey: async () => ({ result: 'done', detail: '' }) } as never;
    },
    async renewLeases(ids) {
      if (isAway()) throw new Error('Away.');
      renewed.push(ids.length);
    },
    clock,
    log: silentLog,
  });
  const start = (number: number) =>
    calls.start({
      setup: makeSetup({ callId: callId(number) }),
      carrier: makeFakeCarrier(() => undefined),
      store: makeFakeStore().store,
      onEnded: () => undefined,
    });
  return { clock, calls, renewed, ends, start };
}

describe('the leases of live calls', () => {
  it('are renewed when a call begins, and then those of all calls in one go, a hundred at a time', () => {
    const { clock, renewed, start } = setUp();
    for (let number = 0; number < 130; number += 1) start(number);
    expect(renewed).toEqual(Array(130).fill(1));

    renewed.length = 0;
    clock.advance(20_000);
    expect(renewed).toEqual([100, 30]);
  });

  it('are let go of with the last word of a call, and with the last call nothing is asked any more', () => {
    const { clock, renewed, ends, start } = setUp();
    start(1);
    start(2);
    ends[0]?.();
    renewed.length = 0;
    clock.advance(20_000);
    expect(renewed).toEqual([1]);

    ends[1]?.();
    clock.advance(60_000);
    expect(renewed).toEqual([1]);
  });

  it('that could not be renewed are told of, and tried again', async () => {
    let isAway = true;
    const { clock, calls, renewed, start } = setUp(() => isAway);
    start(1);
    await settled();
    expect(calls.lastTroubleMs()).toBe(clock.monotonicMs());

    isAway = false;
    clock.advance(20_000);
    expect(renewed).toEqual([1]);
  });
});
