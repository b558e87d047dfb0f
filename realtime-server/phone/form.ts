import type { FormParams } from './verify-signature';

const maxParams = 200;

/** Null when the body is no form, or an unreasonable one. */
export function parseForm(body: Buffer, contentType: string | undefined): FormParams | null {
  if (!contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded')) return null;

  const params = new Map<string, string | string[]>();
  let count = 0;
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    count += 1;
    if (count > maxParams) return null;
    const before = params.get(name);
    params.set(name, before === undefined ? value : [before, value].flat());
  }
  const form: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of params) form[name] = value;
  return form;
}
