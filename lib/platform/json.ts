import type { Json } from './database.types';
import { AppError } from './errors';

const noJson = 'This cannot be kept as JSON.';

/** Whatever JSON can carry, for a column that holds it. Throws `invalid` for the rest. By hand: every call has much of it. */
export function asJson(value: unknown): Json {
  if (!isJson(value)) throw new AppError('invalid', noJson);
  return value;
}

export function asJsonRecord(record: Record<string, unknown>): Record<string, Json> {
  if (!isJsonRecord(record)) throw new AppError('invalid', noJson);
  return record;
}

/** An object that is no list: what most things that are sent are. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isJsonRecord(value: unknown): value is Record<string, Json> {
  return isRecord(value) && isPlain(value) && Object.values(value).every(isJson);
}

function isJson(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return isJsonRecord(value);
}

/** Neither a date nor anything else that JSON would turn into something else. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
