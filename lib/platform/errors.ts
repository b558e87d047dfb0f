import type { AppErrorCode } from '@/lib/contracts/app-error-code';

/** An expected failure. `message` is safe to show; `cause` is for the log only. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: AppErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** By `name`, because a bundler may load this module twice. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error;
}
