import type { ActionFailure } from './action-result';

/** What a form shows after it was sent; `typed` fills it again for a browser without script. Never holds a password. */
export type FormState = { result: { ok: true; message: string } | ActionFailure; typed: Record<string, string> } | null;

export type FormAction = (previous: FormState, form: FormData) => Promise<FormState>;
