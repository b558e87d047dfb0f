import { z } from 'zod';

export const codeDigits = 6;
export const codeMinutes = 10;

/** As people write it; what it is to the world is found out with the settings of the business. */
export const ownPhoneInputSchema = z.strictObject({
  phone: z.string().trim().min(1, 'Write the number of your phone.').max(40),
});
export const phoneCodeInputSchema = z.strictObject({
  code: z
    .string()
    .max(40)
    .transform((typed) => typed.replaceAll(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, `The code has ${codeDigits} digits.`)),
});

export const codeChecks = ['verified', 'wrong', 'over'] as const;
export type CodeCheck = (typeof codeChecks)[number];
