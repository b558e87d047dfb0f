import { expect, it } from 'vitest';
import { makeShortMemory } from '@/realtime-server/phone/short-memory';
import { makeFakeClock } from '../../support/fake-clock';

it('forgets each thing in its own time, with one timer for all and none when there is nothing', () => {
  const clock = makeFakeClock();
  const memory = makeShortMemory<number>(1_000, clock);
  memory.set('a', 1);
  clock.advance(600);
  memory.set('b', 2);
  memory.set('a', 3);
  expect(clock.pendingTimers()).toBe(1);
  expect(memory.values()).toEqual([3, 2]);

  clock.advance(399);
  expect(memory.get('a')).toBe(3);
  clock.advance(1);
  expect([memory.get('a'), memory.get('b')]).toEqual([null, 2]);
  clock.advance(600);
  expect([memory.get('b'), memory.values()]).toEqual([null, []]);
  clock.advance(2_000);
  expect(clock.pendingTimers()).toBe(0);
});
