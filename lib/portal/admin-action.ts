import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { ActionResult } from '@/lib/contracts/action-result';
import type { RateLimitRule } from '@/lib/platform/rate-limit';
import { failure } from './failure';
import { limitFor } from './limits';
import { requireOwnOrigin } from './own-origin';
import { type Admin, proveAdmin } from './session';

type Rule<Input> = { input: z.ZodType<Input>; limit?: RateLimitRule };

/** The one door for writes of the platform's admins. The database asks again and writes the audit row. */
export function adminAction<Input, Output>(
  rule: Rule<Input>,
  run: (admin: Admin, input: Input) => Promise<Output>,
): (rawInput: unknown) => Promise<ActionResult<Output>> {
  return async (rawInput) => {
    try {
      await requireOwnOrigin();
      const admin = await proveAdmin();
      if (rule.limit) await limitFor(rule.limit).require(admin.userId);
      return { ok: true, data: await run(admin, rule.input.parse(rawInput)) };
    } catch (error) {
      unstable_rethrow(error);
      return failure(error);
    }
  };
}
