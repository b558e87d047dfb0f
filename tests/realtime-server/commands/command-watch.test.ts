import { describe, expect, it } from 'vitest';
import type { CallCommand, CommandAnswer } from '@/lib/contracts/command';
import { type CallId, mintCallId } from '@/lib/platform/ids';
import { lookEveryMs, makeCommandWatch } from '@/realtime-server/commands/command-watch';
import { makeFakeClock } from '../../support/fake-clock';
import { silentLog } from '../../support/make-call';

const callId = (number: number) => mintCallId(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
const settle = () => new Promise((resolve) => setImmediate(resolve));

function openWatch() {
  const clock = makeFakeClock();
  const asked: (readonly CallId[])[] = [];
  const answers: [CallId, string, CommandAnswer][] = [];
  let waiting: CallCommand[] = [];
  let isAway = false;
  const watch = makeCommandWatch({
    clock,
    log: silentLog,
    async take(calls) {
      asked.push(calls);
      if (isAway) throw new Error('away');
      const taken = waiting.filter((command) => calls.some((id) => id === command.callId));
      waiting = waiting.filter((command) => !taken.includes(command));
      return taken;
    },
    answer: async (...answer) => void answers.push(answer),
  });
  return {
    ...{ watch, clock, asked, answers },
    away: (is: boolean) => {
      isAway = is;
    },
    ask(id: CallId, kind: CallCommand['kind'] = 'end') {
      waiting.push({ id: `command of ${id}`, callId: id, kind, text: '' });
    },
    async pass(ms: number) {
      for (let passed = 0; passed < ms; passed += 100) {
        clock.advance(100);
        await settle();
      }
    },
  };
}

const done: CommandAnswer = { result: 'done', detail: '' };

describe('what is asked of live calls', () => {
  it('reaches the very call within half a second, and is answered', async () => {
    const { watch, ask, pass, answers } = openWatch();
    const obeyed: string[] = [];
    watch.join(callId(1), async () => done);
    watch.join(callId(2), async ({ kind }) => {
      obeyed.push(kind);
      return done;
    });

    ask(callId(2), 'end');
    await pass(500);

    expect(lookEveryMs).toBeLessThan(500);
    expect(obeyed).toEqual(['end']);
    expect(answers).toEqual([[callId(2), `command of ${callId(2)}`, done]]);
  });

  it('is looked for once for all calls of the process, by a hundred at most, and not at all without calls', async () => {
    const { watch, pass, asked } = openWatch();
    await pass(2_000);
    expect(asked).toEqual([]);

    const leave = Array.from({ length: 130 }, (_, place) => watch.join(callId(place + 1), async () => done));
    await pass(300);
    expect(asked.map((calls) => calls.length)).toEqual([100, 30]);

    for (const stop of leave) stop();
    await pass(2_000);
    expect(asked).toHaveLength(2);
  });

  it('does not keep one call waiting for what another does', async () => {
    const { watch, ask, pass, answers } = openWatch();
    watch.join(callId(1), () => new Promise(() => {}));
    watch.join(callId(2), async () => done);
    ask(callId(1));
    ask(callId(2));

    await pass(500);

    expect(answers).toHaveLength(1);
  });

  it('is answered as failed when the call could not do it', async () => {
    const { watch, ask, pass, answers } = openWatch();
    watch.join(callId(1), () => Promise.reject(new Error('no')));
    ask(callId(1));

    await pass(500);

    expect(answers[0]?.[2].result).toBe('failed');
  });

  it('is looked for again when the database is back', async () => {
    const { watch, ask, pass, answers, away } = openWatch();
    watch.join(callId(1), async () => done);
    ask(callId(1));
    away(true);
    await pass(1_000);
    away(false);

    await pass(2_500);

    expect(answers).toHaveLength(1);
  });
});
