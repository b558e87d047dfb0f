import { z } from 'zod';
import { type Connection, type ConnectionParameter, confirmationField } from '@/lib/contracts/connections';

export type ConnectionInput = Record<string, string | number | boolean>;

/** What the model may send; it is told by this and checked by this. */
export function connectionInputSchema({ parameters, confirmFirst }: Connection) {
  const fields = parameters.map((parameter) => {
    const field = fieldOf(parameter).describe(parameter.description);
    return [parameter.name, parameter.required ? field : field.optional()] as const;
  });
  const confirmed = z.boolean().describe('Whether the caller said yes to just this, in this call.');
  return z.strictObject({
    ...Object.fromEntries(fields),
    ...(confirmFirst ? { [confirmationField]: confirmed } : {}),
  });
}

function fieldOf({ kind, maxLength, choices }: ConnectionParameter) {
  if (kind === 'number') return z.number();
  if (kind === 'yes_no') return z.boolean();
  if (kind === 'choice') return z.enum(choices);
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'must be plain text of one line');
}

/** What was checked, without what is for us alone. */
export function sentInput(checked: Record<string, unknown>): ConnectionInput {
  const values = Object.entries(checked).filter(
    (entry): entry is [string, string | number | boolean] =>
      entry[0] !== confirmationField && ['string', 'number', 'boolean'].includes(typeof entry[1]),
  );
  return Object.fromEntries(values);
}
