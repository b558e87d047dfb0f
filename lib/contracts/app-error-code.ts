export const appErrorCodes = [
  'unauthenticated',
  'forbidden',
  'not_found',
  'invalid',
  'conflict',
  'rate_limited',
  'unavailable',
] as const;

export type AppErrorCode = (typeof appErrorCodes)[number];
