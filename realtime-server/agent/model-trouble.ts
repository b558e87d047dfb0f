import type { ModelLoss, ModelTrouble } from '../ports/voice-model';
import type { ModelEvent } from './model-events';

type WireError = Extract<ModelEvent, { type: 'error' }>['error'];

const finalCodes = new Set([
  'invalid_api_key',
  'model_not_found',
  'invalid_model',
  'missing_model',
  'beta_api_shape_disabled',
  'account_deactivated',
  'insufficient_quota',
]);

const kindByCode = new Map<string, ModelTrouble['kind']>([
  ['conversation_already_has_active_response', 'already_responding'],
  ['response_cancel_not_active', 'nothing_to_cancel'],
  ['unsupported_content_type', 'benign'],
  ['rate_limit_exceeded', 'provider'],
  ['server_error', 'provider'],
]);

/** Races that the provider reports without a code. */
const benignMessages = [
  /^Audio content of .* is already shorter than/,
  /^Only model output audio messages can be truncated/,
];

/** Most errors leave the session as it was; these end it. */
export function lossOfError({ code }: WireError): ModelLoss | null {
  if (code === 'session_expired') return { kind: 'expired', code };
  return code && finalCodes.has(code) ? { kind: 'final', code } : null;
}

export function troubleOfError({ type, code, message, param, event_id }: WireError): ModelTrouble {
  const isRace = benignMessages.some((pattern) => pattern.test(message ?? ''));
  const kind = isRace ? 'benign' : (kindByCode.get(code ?? '') ?? (type === 'server_error' ? 'provider' : 'ours'));
  return { kind, code: code ?? null, param: param ?? null, requestId: event_id ?? null };
}

/** 3000 and 4000–4004: it was refused, and would be again. Everything else may work the next time. */
export function lossOfClose(code: number, reason: string): ModelLoss {
  const isFinal = code === 3000 || code === 4000 || code === 4004;
  const named = /^[\w.]{1,60}$/.test(reason) ? reason : `closed_${code}`;
  return { kind: isFinal ? 'final' : 'lost', code: named };
}

/** A failed answer that no second try would mend. */
export function isFinalFailure(code: string | null): boolean {
  return code !== null && finalCodes.has(code);
}
