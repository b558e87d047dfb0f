import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inCents } from '@/lib/usage/cents';

it('shows parts in cents that add up to the sum in cents, each within a cent of itself', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50_000_000), { minLength: 1, maxLength: 8 }), (parts) => {
      const shown = inCents(parts);

      const whole = parts.reduce((sum, part) => sum + part, 0);
      expect(shown.reduce((sum, part) => sum + part, 0)).toBe(Math.round(whole / 10_000) * 10_000);
      for (const [place, part] of parts.entries()) expect(Math.abs((shown[place] ?? 0) - part)).toBeLessThan(10_000);
    }),
  );
});
