import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { FormAction, FormState } from '@/lib/contracts/form-state';
import type { RateLimitRule } from '@/lib/platform/rate-limit';
import { failure } from './failure';
import { limitFor } from './limits';
import { requireOwnOrigin } from './own-origin';
import { proveUser, type User } from './session';
import { networkOf, readVisitor, type Visitor } from './visitor';

type Rule<Input> = { input: z.ZodType<Input>; limit?: RateLimitRule };

/** The door for people who are not signed in. `run` gives the sentence to show, or redirects. */
export function guestForm<Input>(
  rule: Rule<Input>,
  run: (input: Input, visitor: Visitor) => Promise<string>,
): FormAction {
  return (_previous, form) =>
    answer(form, async () => {
      const visitor = await readVisitor();
      if (rule.limit) await limitFor(rule.limit).require(networkOf(visitor.ip));
      return run(rule.input.parse(texts(form)), visitor);
    });
}

/** The door for forms about oneself. */
export function userForm<Input>(
  rule: Rule<Input>,
  run: (user: User, input: Input, visitor: Visitor) => Promise<string>,
): FormAction {
  return (_previous, form) =>
    answer(form, async () => {
      const user = await proveUser();
      if (rule.limit) await limitFor(rule.limit).require(user.userId);
      return run(user, rule.input.parse(texts(form)), await readVisitor());
    });
}

async function answer(form: FormData, work: () => Promise<string>): Promise<FormState> {
  const typed = Object.fromEntries(Object.entries(texts(form)).filter(([name]) => !/password|token/i.test(name)));
  try {
    await requireOwnOrigin();
    return { result: { ok: true, message: await work() }, typed };
  } catch (error) {
    unstable_rethrow(error);
    return { result: failure(error), typed };
  }
}

function texts(form: FormData): Record<string, string> {
  const entries = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries.filter(([name]) => !name.startsWith('$ACTION')));
}
