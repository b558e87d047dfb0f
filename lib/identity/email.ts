import { z } from 'zod';

// Plain ASCII mailboxes only: no quotes, no comments, no lists, no look-alike letters after NFKC.
const mailbox =
  /^[a-z0-9](?:[a-z0-9._%+-]{0,62}[a-z0-9_%+-])?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** The one spelling that is stored and compared, or null when it is no address we mail to. */
export function normalEmail(typed: string): string | null {
  const email = typed.normalize('NFKC').trim().toLowerCase();
  return email.length <= 254 && !email.includes('..') && mailbox.test(email) ? email : null;
}

export const emailSchema = z.string().transform((typed, context) => {
  const email = normalEmail(typed);
  if (email) return email;
  context.addIssue({ code: 'custom', message: 'Write an e-mail address, like ada@example.com.' });
  return z.NEVER;
});
