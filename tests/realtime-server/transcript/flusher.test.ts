import pino from 'pino';
import { expect, it } from 'vitest';
import { AppError } from '@/lib/platform/errors';
import type { Entry } from '@/realtime-server/transcript/entry';
import { makeFlusher } from '@/realtime-server/transcript/flusher';
import { makeFakeClock } from '../../support/fake-clock';

const audio = (sinceStartMs: number): Entry => ({ is: 'first_audio', sinceStartMs });
const settled = () => new Promise((resolve) => setImmediate(resolve));

function makeWriter(answers: (Error | null)[]) {
  const written: number[][] = [];
  const clock = makeFakeClock();
  const flusher = makeFlusher({
    async write(entries) {
      const problem = answers.shift();
      if (problem) throw problem;
      written.push(entries.map((entry) => (entry.is === 'first_audio' ? entry.sinceStartMs : -1)));
    },
    clock,
    log: pino({ level: 'silent' }),
  });
  return { flusher, clock, written };
}

it('writes in order, what came meanwhile in one go', async () => {
  const { flusher, written } = makeWriter([]);
  for (const ms of [1, 2, 3]) flusher.push(audio(ms));
  await flusher.flushed();

  expect(written).toEqual([[1], [2, 3]]);
});

it('waits longer each time the database is away, and loses nothing', async () => {
  const away = new AppError('unavailable', 'Away.');
  const { flusher, clock, written } = makeWriter([away, away, null]);
  flusher.push(audio(1));
  await settled();
  flusher.push(audio(2));

  clock.advance(250);
  await settled();
  clock.advance(499);
  await settled();
  expect(written).toEqual([]);
  clock.advance(1);
  await flusher.flushed();

  expect(written).toEqual([[1, 2]]);
});

it('leaves out the one entry that the database will never take, and writes the others', async () => {
  const refused = new AppError('invalid', 'No.');
  const { flusher, written } = makeWriter([null, refused, null, refused]);
  for (const ms of [0, 1, 2, 3]) flusher.push(audio(ms));
  await flusher.flushed();

  expect(written).toEqual([[0], [1], [3]]);
});
