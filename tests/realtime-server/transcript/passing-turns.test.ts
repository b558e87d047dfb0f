import { describe, expect, it } from 'vitest';
import type { Turn } from '@/lib/contracts/call';
import { AppError } from '@/lib/platform/errors';
import { mintCallId } from '@/lib/platform/ids';
import { makePassingTurns, type PassingTurn } from '@/realtime-server/transcript/passing-turns';
import { makeFakeClock } from '../../support/fake-clock';
import { silentLog } from '../../support/make-call';

const settled = () => new Promise((resolve) => setImmediate(resolve));
const callId = (number: number) => mintCallId(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
const saying = (sequence: number, text: string): Turn => ({
  ...{ sequence, speaker: 'agent', text, unheardText: '', startedMs: 0, endedMs: 0 },
  ...{ interrupted: false, final: false, gapMs: null, detail: null },
});

function setUp() {
  const clock = makeFakeClock();
  const told: string[][] = [];
  const calls: number[] = [];
  const pending: { resolve(): void; reject(reason: unknown): void }[] = [];
  const of = makePassingTurns({
    tell(turns: readonly PassingTurn[]) {
      told.push(turns.map(({ turn }) => turn.text));
      calls.push(new Set(turns.map((one) => one.callId)).size);
      return new Promise((resolve, reject) => pending.push({ resolve, reject }));
    },
    clock,
    log: silentLog,
  });
  async function answer(reason?: AppError): Promise<void> {
    for (const { resolve, reject } of pending.splice(0)) reason ? reject(reason) : resolve();
    await settled();
  }
  return { clock, told, calls, of, answer };
}

const away = new AppError('unavailable', 'Away.');

describe('what is still being said', () => {
  it('is written once a second, the latest words alone, and those of all calls in one go', async () => {
    const { clock, told, of, answer } = setUp();
    const [one, two] = [of(callId(1)), of(callId(2))];
    for (const text of ['We', 'We are', 'We are open']) one.offer(saying(1, text));
    two.offer(saying(4, 'Good'));
    clock.advance(999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual([['We are open', 'Good']]);

    one.offer(saying(1, 'We are open on'));
    clock.advance(5_000);
    await answer();
    clock.advance(1_000);
    expect(told).toEqual([['We are open', 'Good'], ['We are open on']]);
  });

  it('is not written once it is over, nor tried again when it ended on its way', async () => {
    const { clock, told, of, answer } = setUp();
    const one = of(callId(1));
    one.offer(saying(1, 'We'));
    clock.advance(1_000);
    one.isOver(saying(1, 'We are open.'));
    await answer(away);
    one.offer(saying(2, 'And'));
    one.isOver(saying(2, 'And so on.'));
    one.offer(saying(3, 'Bye'));
    one.stop();
    clock.advance(60_000);

    expect(told).toEqual([['We']]);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('is tried again after an outage, with the words of by then, and not after a refusal', async () => {
    const { clock, told, of, answer } = setUp();
    const [one, two] = [of(callId(1)), of(callId(2))];
    one.offer(saying(1, 'We'));
    two.offer(saying(1, 'Good'));
    clock.advance(1_000);
    two.offer(saying(1, 'Good morning'));
    await answer(away);
    clock.advance(1_000);
    await answer(new AppError('invalid', 'No.'));
    clock.advance(60_000);

    expect(told).toEqual([
      ['We', 'Good'],
      ['Good morning', 'We'],
    ]);
  });

  it('goes under tokens that name a hundred calls at most', async () => {
    const { clock, calls, of, answer } = setUp();
    for (let call = 1; call <= 230; call += 1) of(callId(call)).offer(saying(1, 'We'));
    clock.advance(1_000);
    for (let portion = 0; portion < 3; portion += 1) await answer();

    expect(calls).toEqual([100, 100, 30]);
  });
});
