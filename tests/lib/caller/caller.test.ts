import { expect, it } from 'vitest';
import { memoryNamespace } from '@/lib/caller/caller';

it('one tenant’s memory of one number has a name of its own, however the number is written', () => {
  expect(memoryNamespace('a1', '+1 (202) 555-0177')).toBe('customer_a1_user_12025550177');
  expect(memoryNamespace('a1', '+12025550177')).toBe(memoryNamespace('a1', '12025550177'));
  expect(memoryNamespace('b2', '+12025550177')).not.toBe(memoryNamespace('a1', '+12025550177'));
});
