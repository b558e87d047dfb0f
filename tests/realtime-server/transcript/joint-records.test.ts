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
  const { join, hurry } = makeJointRecords({
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
  return { clock, saved, join, hurry, answer };
}

describe('the records of all calls of a process', () => {
  it('go at once, and what comes sooner after that goes in one go, four times a second and never two at a time', async () => {
    const { clock, saved, join, answer } = setUp();
    const first = join(recordOf(1));
    const more = [join(recordOf(2)), join(recordOf(3))];
    await answer();
    expect(await first).toBe('written');
    clock.advance(249);
    expect(saved).toEqual([1]);
    clock.advance(1);
    expect(saved).toEqual([1, 2]);

    const last = join(recordOf(4));
    clock.advance(5_000);
    expect(saved).toEqual([1, 2]);
    await answer();
    expect(await Promise.all(more)).toEqual(['written', 'written']);
    expect(saved).toEqual([1, 2, 1]);
    await answer();
    expect(await last).toBe('written');
  });

  it('wait for no pause when somebody waits for one of them', async () => {
    const { saved, join, hurry, answer } = setUp();
    void join(recordOf(1));
    const waits = join(recordOf(2));
    await answer();
    expect(saved).toEqual([1]);
    hurry();
    expect(saved).toEqual([1, 1]);
    await answer();
    expect(await waits).toBe('written');
  });

  it('go right after the request that is under way when somebody waits for one of them', async () => {
    const { saved, join, hurry, answer } = setUp();
    void join(recordOf(1));
    void join(recordOf(2));
    hurry();
    expect(saved).toEqual([1]);
    await answer();
    expect(saved).toEqual([1, 1]);
  });

  it('are told to be refused, so that one spoiled record keeps no other out', async () => {
    const { clock, join, answer } = setUp();
    void join(recordOf(0));
    const both = [join(recordOf(1)), join(recordOf(2))];
    await answer();
    clock.advance(250);
    await answer(new AppError('invalid', 'Spoiled.'));

    expect(await Promise.all(both)).toEqual(['refused', 'refused']);
  });

  it('are not lost while the database is away: whoever asked hears of it', async () => {
    const { clock, join, answer } = setUp();
    const one = join(recordOf(1));
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
    void join(recordOf(999));
    await answer();
    for (let number = 0; number < 150; number += 1) void join(recordOf(number));
    for (let number = 150; number < 158; number += 1) void join(recordOf(number, 100));
    clock.advance(250);
    for (let request = 0; request < 4; request += 1) await answer();

    expect(saved.reduce((sum, count) => sum + count, 0)).toBe(159);
    expect(saved).toEqual([1, 100, 54, 4]);
  });
});
