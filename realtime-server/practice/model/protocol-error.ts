import type { z } from 'zod';
import { clientEventSchema } from './client-event';

/** The `error` member of an error event. */
export type ProtocolError = {
  type: 'invalid_request_error' | 'server_error' | 'rate_limit_error';
  code: string | null;
  message: string;
  param: string | null;
};

export function refusal(code: string | null, message: string, param: string | null = null): ProtocolError {
  return { type: 'invalid_request_error', code, message, param };
}

function pathOf(path: PropertyKey[]): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i ? '.' : ''}${String(step)}`)).join('');
}

function refusalOf(issue: z.core.$ZodIssue): ProtocolError {
  const param = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const unknown = pathOf([...issue.path, issue.keys[0] ?? '']);
    return refusal('unknown_parameter', `Unknown parameter: '${unknown}'.`, unknown);
  }
  if (issue.input === undefined) {
    return refusal('missing_required_parameter', `Missing required parameter: '${param}'.`, param);
  }
  if (issue.code === 'invalid_union' && issue.discriminator) {
    return refusal('invalid_value', `Invalid value: '${param}' is not one of the supported values.`, param);
  }
  if (issue.code === 'invalid_type') {
    return refusal('invalid_type', `Invalid type for '${param}': expected ${issue.expected}.`, param);
  }
  return refusal('invalid_value', `Invalid value for '${param}': ${issue.message}`, param);
}

function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const deeper = issue.errors.flat().find(({ path, code }) => path.length > 0 || code === 'unrecognized_keys');
  return deeper ? { ...deeper, path: [...issue.path, ...deeper.path] } : issue;
}

export type ReadEvent =
  | { ok: true; event: z.infer<typeof clientEventSchema> }
  | { ok: false; error: ProtocolError; eventId: string | null };

export function readClientEvent(text: string): ReadEvent {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, error: refusal('invalid_json', 'The event is not valid JSON.'), eventId: null };
  }
  const parsed = clientEventSchema.safeParse(json, { reportInput: true });
  if (parsed.success) return { ok: true, event: parsed.data };

  const eventId = json !== null && typeof json === 'object' && 'event_id' in json ? String(json.event_id) : null;
  const [issue] = parsed.error.issues;
  const error = issue ? refusalOf(innermost(issue)) : refusal('invalid_value', 'Invalid event.');
  return { ok: false, error, eventId };
}
