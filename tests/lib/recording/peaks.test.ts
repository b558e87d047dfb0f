import { expect, it } from 'vitest';
import { makePeaks } from '@/lib/recording/peaks';
import { readRange } from '@/supabase/local/storage-files';

it('shows how loud each side was, in as many slices as there are, however the sound is cut', () => {
  const sound = Buffer.alloc(2400, 0xff);
  for (let at = 1200; at < 2400; at += 2) sound[at] = 0x80;
  const whole = makePeaks(sound.length);
  whole.hear(sound);
  const cut = makePeaks(sound.length);
  cut.hear(sound.subarray(0, 502));
  cut.hear(sound.subarray(502));

  const { caller, agent } = whole.read();
  expect(caller.slice(0, 300)).toEqual(Array(300).fill(0));
  expect(caller.slice(300)).toEqual(Array(300).fill(100));
  expect(agent).toEqual(Array(600).fill(0));
  expect(cut.read()).toEqual(whole.read());
});

it.each([
  [null, 'none'],
  ['bytes=0-', { from: 0, to: 99 }],
  ['bytes=10-19', { from: 10, to: 19 }],
  ['bytes=90-500', { from: 90, to: 99 }],
  ['bytes=-30', { from: 70, to: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=20-10', 'unsatisfiable'],
  ['bytes=0-1,5-6', 'none'],
  ['items=0-1', 'none'],
])('reads the range %s', (header, expected) => {
  expect(readRange(header, 100)).toEqual(expected);
});
