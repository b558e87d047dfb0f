import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Entry, storableRecord, storableTurn } from '@/realtime-server/transcript/entry';
import { discardLeftOver, openSpool, readLeftOvers } from '@/realtime-server/transcript/spool';

let folder: string;
const callId = '7f3b1c52-6a0e-4d7c-9f11-2c8f0c6a1d01';
const audio = (sinceStartMs: number): Entry => ({ is: 'first_audio', sinceStartMs });

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'foyer-spool-')), 'spool');
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

it('keeps lines in order, for nobody else to read, and is gone when it is removed', async () => {
  const spool = openSpool(folder, callId);
  await Promise.all([1, 2, 3].map((ms) => spool.append(audio(ms))));

  const [left] = await readLeftOvers(folder);
  expect(left?.entries).toEqual([audio(1), audio(2), audio(3)]);
  expect(statSync(left?.file ?? '').mode & 0o777).toBe(0o600);

  await spool.remove();
  expect(readdirSync(folder)).toEqual([]);
});

it('reads around a line that was not written whole', async () => {
  await openSpool(folder, callId).append(audio(1));
  const [name = ''] = readdirSync(folder);
  appendFileSync(path.join(folder, name), '{"is":"first_audio","sinc');

  const [left] = await readLeftOvers(folder);
  expect(left?.entries).toEqual([audio(1)]);
  if (left) await discardLeftOver(left);
  expect(await readLeftOvers(folder)).toEqual([]);
});

it('says so when the disk does not take a line', async () => {
  const spool = openSpool(path.join('/dev/null', 'spool'), callId);
  await expect(spool.append(audio(1))).rejects.toThrow();
});

it('makes of a turn what the columns can hold', () => {
  const turn = {
    sequence: 1,
    speaker: 'caller',
    text: `a\u0000b\ud800${'x'.repeat(30_000)}`,
    unheardText: '',
    startedMs: -3,
    endedMs: 10.6,
    interrupted: false,
    final: true,
    gapMs: 640.4,
    detail: { said: 'c\u0000d', at: undefined },
  } as const;

  const stored = storableTurn(turn);

  expect(stored.text.slice(0, 4)).toBe('ab\ufffdx');
  expect(stored).toMatchObject({ startedMs: 0, endedMs: 11, detail: { said: 'cd' } });
  expect(stored.text).toHaveLength(20_000);
  expect(storableRecord({ list: ['\u0000'] })).toEqual({ list: [''] });
});
