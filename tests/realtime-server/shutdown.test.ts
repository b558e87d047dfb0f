import pino from 'pino';
import { expect, it } from 'vitest';
import { makeShutdown } from '@/realtime-server/shutdown';
import { makeFakeClock } from '../support/fake-clock';

const settled = () => new Promise((resolve) => setImmediate(resolve));

function makeStopping(liveCalls: number, hasAnother = false) {
  const clock = makeFakeClock();
  const did: string[] = [];
  let live = liveCalls;
  let lastIsOver: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    lastIsOver = resolve;
  });
  const onSignal = makeShutdown({
    server: {
      drain: () => void did.push('drain'),
      async handOver() {
        if (hasAnother) did.push('hand over');
        return hasAnother;
      },
      close: async () => void did.push('close'),
      liveCalls: {
        count: () => live,
        drained: () => (live === 0 ? Promise.resolve() : over),
        async endAll(reason) {
          live = 0;
          did.push(`end all: ${reason}`);
        },
      },
    },
    stopJobs: async () => void did.push('stop jobs'),
    drainSeconds: 60,
    clock,
    log: pino({ level: 'silent' }),
    exit: (code) => void did.push(`exit ${code}`),
  });
  const endLast = () => {
    live = 0;
    lastIsOver();
  };
  return { clock, did, onSignal, endLast };
}

it('leaves at once when there is no call', async () => {
  const { did, onSignal } = makeStopping(0);
  onSignal();
  await settled();
  expect(did).toEqual(['drain', 'stop jobs', 'close', 'exit 0']);
});

it('lets the calls in progress end by themselves', async () => {
  const { did, onSignal, endLast } = makeStopping(2);
  onSignal();
  await settled();
  expect(did).toEqual(['drain']);
  endLast();
  await settled();
  expect(did).toEqual(['drain', 'stop jobs', 'close', 'exit 0']);
});

it('ends those that are left when the time is up', async () => {
  const { clock, did, onSignal } = makeStopping(2);
  onSignal();
  clock.advance(60_000);
  await settled();
  expect(did).toEqual(['drain', 'end all: server_stopped', 'stop jobs', 'close', 'exit 0']);
});

it('gives those that are left to another server where there is one, and answers the carrier a moment longer', async () => {
  const { clock, did, onSignal } = makeStopping(3, true);
  onSignal();
  clock.advance(60_000);
  await settled();
  const first = [...did];
  clock.advance(2000);
  await settled();

  expect(first).toEqual(['drain', 'hand over']);
  expect(did).toEqual(['drain', 'hand over', 'stop jobs', 'close', 'exit 0']);
});

it('leaves now when it is asked twice', () => {
  const { did, onSignal } = makeStopping(2);
  onSignal();
  onSignal();
  expect(did).toEqual(['drain', 'exit 1']);
});
