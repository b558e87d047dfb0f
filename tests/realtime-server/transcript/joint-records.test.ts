import { describe, expect, it } from 'vitest';
import type { CallRecord } from '@/lib/call/write';
import type { Turn } from '@/lib/contracts/call';
import { AppError } from '@/lib/platform/errors';
import { mintCallId } from '@/lib/platform/ids';
import { makeJointRecords } from '@/realtime-server/transcript/joint-records';
import { makeFakeClock } from '../../support/fake-clock';

const settled = () => new Promise((resolve) => setImmediate(resolve));
const callId = (number: number) => mintCallId(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
const turn: Turn = {
  ...{ sequence: 1, speaker: 'agent', text: 'Hello.', unheardText: '', startedMs: 0, endedMs: 0 },
  ...{ interrupted: false, final: true, gapMs: null, detail: null },
};
const recordOf = (number: number, rows = 1): CallRecord => ({
  callId: callId(number),
  turns: Array.from({ length: rows }, (_, at) => ({ ...turn, sequence: at + 1 })),
  used: [],
});

function setUp() {
  const clock = makeFakeClock();
  const saved: number[] = [];
  const pending: { resolve(): void; reject(reason: unknown): void }[] = [];
  const join = makeJointRecords({
    save(records) {
      saved.push(records.length);
      return new Promise((resolve, reject) => pending.push({ resolve, reject }));
    },
    clock,
  });
  async function answer(reason?: AppError): Promise<void> {
    for (const { resolve, reject } of pending.splice(0)) reason ? reject(reason) : resolve();
    await settled();
  }
  return { clock, saved, join, answer };
}

describe('the records of all calls of a process', () => {
  it('are written in one go, four times a second, and never two at a time', async () => {
    const { clock, saved, join, answer } = setUp();
    const first = [join(recordOf(1)), join(recordOf(2))];
    clock.advance(249);
    expect(saved).toEqual([]);
    clock.advance(1);
    expect(saved).toEqual([2]);

    const second = join(recordOf(3));
    clock.advance(5_000);
    expect(saved).toEqual([2]);
    await answer();
    expect(await Promise.all(first)).toEqual(['written', 'written']);

    clock.advance(250);
    expect(saved).toEqual([2, 1]);
    await answer();
    expect(await second).toBe('written');
  });

  it('are told to be refused, so that one spoiled record keeps no other out', async () => {
    const { clock, join, answer } = setUp();
    const both = [join(recordOf(1)), join(recordOf(2))];
    clock.advance(250);
    await answer(new AppError('invalid', 'Spoiled.'));

    expect(await Promise.all(both)).toEqual(['refused', 'refused']);
  });

  it('are not lost while the database is away: whoever asked hears of it', async () => {
    const { clock, join, answer } = setUp();
    const one = join(recordOf(1));
    clock.advance(250);
    const heard = expect(one).rejects.toMatchObject({ code: 'unavailable' });
    await answer(new AppError('unavailable', 'Away.'));
    await heard;

    const again = join(recordOf(1));
    clock.advance(250);
    await answer();
    expect(await again).toBe('written');
  });

  it('go in as many requests as a token has room for calls, and a request for rows', async () => {
    const { clock, saved, join, answer } = setUp();
    for (let number = 0; number < 150; number += 1) void join(recordOf(number));
    for (let number = 150; number < 158; number += 1) void join(recordOf(number, 100));
    clock.advance(250);
    for (let request = 0; request < 4; request += 1) await answer();

    expect(saved.reduce((sum, count) => sum + count, 0)).toBe(158);
    expect(saved).toEqual([100, 54, 4]);
  });
});
