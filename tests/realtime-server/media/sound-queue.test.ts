import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeSoundQueue } from '@/realtime-server/media/sound-queue';
import { asPayload } from '@/realtime-server/ports/carrier';

it('gives back what it was given, in order, whatever waits between and however long', () => {
  const steps = fc.array(
    fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 400 }).map((bytes) => ({ push: Buffer.from(bytes) })),
      fc.integer({ min: 1, max: 20_000 }).map((length) => ({ push: Buffer.alloc(length, length % 251) })),
      fc.double({ min: 0, max: 1, noNaN: true }).map((share) => ({ take: share })),
      fc.constant({ clear: true }),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(steps, (all) => {
      const queue = makeSoundQueue();
      let expected = Buffer.alloc(0);
      for (const step of all) {
        if ('push' in step) {
          expect(queue.push(asPayload(step.push))).toBe(step.push.length);
          expected = Buffer.concat([expected, step.push]);
        } else if ('take' in step) {
          const length = Math.floor(expected.length * step.take);
          expect(Buffer.compare(Buffer.from(queue.take(length)), expected.subarray(0, length))).toBe(0);
          expected = expected.subarray(length);
        } else {
          queue.clear();
          expected = Buffer.alloc(0);
        }
      }
      expect(Buffer.compare(Buffer.from(queue.take(expected.length)), expected)).toBe(0);
    }),
  );
});
