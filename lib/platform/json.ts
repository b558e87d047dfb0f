import type { Json } from './database.types';
import { AppError } from './errors';

/** Whatever JSON can carry, for a column that holds it. Throws `invalid` for the rest. By hand: every call has much of it. */
export function asJson(value: unknown): Json {
  if (!isJson(value)) throw new AppError('invalid', 'This cannot be kept as JSON.');
  return value;
}

export function asJsonRecord(record: Record<string, unknown>): Record<string, Json> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, asJson(value)]));
}

function isJson(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return isPlain(value) && Object.values(value).every(isJson);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
