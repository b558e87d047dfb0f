import type { AppErrorCode } from './app-error-code';

export type ActionFailure = {
  ok: false;
  code: AppErrorCode | 'unexpected';
  /** Safe to show. */
  message: string;
  /** By path in the input, joined with dots. */
  fields?: Record<string, string>;
};

export type ActionResult<Output = void> = { ok: true; data: Output } | ActionFailure;
