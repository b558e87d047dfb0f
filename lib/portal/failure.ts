import { ZodError } from 'zod';
import type { ActionFailure } from '@/lib/contracts/action-result';
import { isAppError } from '@/lib/platform/errors';
import { makeLog } from '@/lib/platform/log';

const log = makeLog('portal');

/** What may be shown of an error; whatever nobody foresaw is logged and becomes one plain sentence. */
export function failure(error: unknown): ActionFailure {
  if (error instanceof ZodError) return invalid(error);
  if (isAppError(error)) {
    if (error.code === 'unavailable') log.warn({ err: error }, 'an action failed because something was away');
    return { ok: false, code: error.code, message: error.message };
  }

  log.error({ err: error }, 'an action failed unexpectedly');
  return {
    ok: false,
    code: 'unexpected',
    message: 'Something went wrong on our side. Nothing was changed; try again.',
  };
}

function invalid(error: ZodError): ActionFailure {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message;
  return { ok: false, code: 'invalid', message: 'Some fields need another look.', fields };
}

const statuses: Record<ActionFailure['code'], number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid: 422,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
  unexpected: 500,
};

/** For route handlers: the same failure as an answer over HTTP. */
export function failureResponse(error: unknown): Response {
  const { code, message, fields } = failure(error);
  return Response.json({ error: { code, message, fields } }, { status: statuses[code] });
}
