import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeTrack } from '@/realtime-server/media/recorder-track';
import { asPayload } from '@/realtime-server/ports/carrier';

const step = fc.oneof(
  fc.record({ is: fc.constant('push' as const), by: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ is: fc.constant('push' as const), by: fc.integer({ min: 1, max: 60_000 }) }),
  fc.record({ is: fc.constant('place' as const), by: fc.integer({ min: -300, max: 300 }) }),
  fc.record({ is: fc.constant('forget' as const), by: fc.constant(0) }),
  fc.record({ is: fc.constant('take' as const), by: fc.integer({ min: 0, max: 30_000 }) }),
);
const quiet = 0xff;
const longest = 3_000_000;

it.each([0, 1] as const)('lays each sound once, at its place on side %i, however it comes and is taken', (side) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const track = makeTrack(side);
      const expected = Buffer.alloc(longest, quiet);
      const file: Buffer[] = [];
      let unplaced = Buffer.alloc(0);
      let [count, end, taken] = [0, 0, 0];

      function take(until: number): void {
        const out = Buffer.alloc((until - taken) * 2, quiet);
        track.take(taken, until, out);
        file.push(out);
        taken = until;
      }

      for (const { is, by } of steps) {
        if (is === 'push') {
          count += 1;
          const sound = Buffer.alloc(by, Buffer.from([count, count + 100, 7]));
          expect(track.push(asPayload(sound))).toBe(by);
          unplaced = Buffer.concat([unplaced, sound]);
        } else if (is === 'place') {
          const at = end + Math.max(0, by);
          const sound = unplaced.subarray(0, Math.ceil(unplaced.length / 2));
          track.place(at, sound.length);
          const late = Math.min(sound.length, Math.max(0, taken - at));
          sound.copy(expected, at + late, late);
          unplaced = unplaced.subarray(sound.length);
          end = at + sound.length;
        } else if (is === 'forget') {
          track.forget();
          unplaced = Buffer.alloc(0);
        } else take(taken + by);
        expect(track.unplaced()).toBe(unplaced.length);
      }
      take(Math.max(taken, end));

      const whole = Buffer.concat(file);
      const [mine, theirs] = [side, 1 - side].map((from) => Buffer.from(whole.filter((_, at) => at % 2 === from)));
      expect(mine?.equals(expected.subarray(0, taken))).toBe(true);
      expect(theirs?.every((byte) => byte === quiet)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

it('skips what was played before the file began', () => {
  const track = makeTrack(1);
  track.push(asPayload(Buffer.alloc(100, 1)));
  track.push(asPayload(Buffer.alloc(100, 2)));
  track.skip(100);
  track.place(40, 100);
  const out = Buffer.alloc(400, quiet);
  track.take(0, 200, out);

  expect([out[79], out[80], out[81], out[2 * 139 + 1], out[2 * 140 + 1]]).toEqual([quiet, quiet, 2, 2, quiet]);
});
