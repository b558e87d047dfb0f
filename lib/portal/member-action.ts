import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { ActionResult } from '@/lib/contracts/action-result';
import type { MemberRole } from '@/lib/contracts/member';
import type { RateLimitRule } from '@/lib/platform/rate-limit';
import { failure } from './failure';
import { limitFor } from './limits';
import { requireOwnOrigin } from './own-origin';
import { type Member, proveMember } from './session';

type Rule<Input> = { atLeast: MemberRole; input: z.ZodType<Input>; limit?: RateLimitRule };

/** The one door for a member's writes: who is asking, how often, what they sent, and only then the work. */
export function memberAction<Input, Output>(
  rule: Rule<Input>,
  run: (member: Member, input: Input) => Promise<Output>,
): (tenantSlug: string, rawInput: unknown) => Promise<ActionResult<Output>> {
  return async (tenantSlug, rawInput) => {
    try {
      await requireOwnOrigin();
      const member = await proveMember(tenantSlug, rule.atLeast);
      if (rule.limit) await limitFor(rule.limit).require(`${member.tenantId} ${member.userId}`);
      return { ok: true, data: await run(member, rule.input.parse(rawInput)) };
    } catch (error) {
      unstable_rethrow(error);
      return failure(error);
    }
  };
}
