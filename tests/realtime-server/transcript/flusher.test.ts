import pino from 'pino';
import { describe, expect, it } from 'vitest';
import type { Turn } from '@/lib/contracts/call';
import { AppError } from '@/lib/platform/errors';
import type { Entry } from '@/realtime-server/transcript/entry';
import { makeFlusher } from '@/realtime-server/transcript/flusher';
import { makePassingRoom } from '@/realtime-server/transcript/passing-turns';
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

describe('what is still being said', () => {
  const saying = (sequence: number, text: string): Turn => ({
    ...{ sequence, speaker: 'agent', text, unheardText: '', startedMs: 0, endedMs: 0 },
    ...{ interrupted: false, final: false, gapMs: null, detail: null },
  });
  const ended = (sequence: number, text: string): Entry => ({
    is: 'turn',
    turn: { ...saying(sequence, text), final: true },
  });

  function makeTurnWriter(room = makePassingRoom()) {
    const clock = makeFakeClock();
    const written: string[][] = [];
    const pending: { resolve(): void; reject(reason: unknown): void }[] = [];
    const flusher = makeFlusher({
      write(entries) {
        written.push(entries.map((entry) => (entry.is === 'turn' ? entry.turn.text : entry.is)));
        return new Promise((resolve, reject) => pending.push({ resolve, reject }));
      },
      clock,
      log: pino({ level: 'silent' }),
      room,
    });
    return { flusher, clock, written, pending };
  }

  it('is written once a second, and the latest words alone', async () => {
    const { flusher, clock, written, pending } = makeTurnWriter();
    for (const text of ['We', 'We are', 'We are open']) flusher.offer(saying(1, text));
    clock.advance(999);
    expect(written).toEqual([]);
    clock.advance(1);
    expect(written).toEqual([['We are open']]);

    flusher.offer(saying(1, 'We are open on'));
    pending[0]?.resolve();
    await settled();
    clock.advance(1_000);
    expect(written).toEqual([['We are open'], ['We are open on']]);
  });

  it('never follows its end, whether it waits, is on its way, or was refused by an outage', async () => {
    const { flusher, clock, written, pending } = makeTurnWriter();
    flusher.offer(saying(1, 'We'));
    clock.advance(1_000);
    flusher.push(ended(1, 'We are open.'));
    pending[0]?.reject(new AppError('unavailable', 'Away.'));
    await settled();
    flusher.offer(saying(2, 'And'));
    flusher.push(ended(2, 'And so on.'));
    for (const { resolve } of pending) resolve();
    await settled();
    for (const { resolve } of pending) resolve();
    await flusher.flushed();
    clock.advance(60_000);

    expect(written).toEqual([['We'], ['We are open.'], ['And so on.']]);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('is tried again after an outage, and waits while other calls fill the room', async () => {
    const room = makePassingRoom(1);
    const first = makeTurnWriter(room);
    const second = makeTurnWriter(room);
    first.flusher.offer(saying(1, 'one'));
    second.flusher.offer(saying(1, 'two'));
    first.clock.advance(1_000);
    second.clock.advance(1_000);
    expect([first.written, second.written]).toEqual([[['one']], []]);

    first.pending[0]?.reject(new AppError('unavailable', 'Away.'));
    await settled();
    second.clock.advance(1_000);
    second.pending[0]?.resolve();
    await settled();
    first.clock.advance(1_000);
    expect([first.written, second.written]).toEqual([[['one'], ['one']], [['two']]]);
  });
});
