import { z } from 'zod';

export const industries = ['dental', 'plumbing', 'salon', 'restaurant', 'legal', 'realestate', 'other'] as const;

export const identitySchema = z.strictObject({
  businessName: z.string().trim().min(1, 'Give the name callers know.').max(80),
  agentName: z.string().trim().min(1, 'Give your receptionist a name.').max(40),
  industry: z.enum(industries),
  /** One or two sentences, in the owner's words. */
  about: z.string().trim().max(600),
  address: z.string().trim().max(200),
  /** IANA zone: every time the agent speaks is in it. */
  timeZone: z.string().refine(isTimeZone, 'Choose a time zone, like America/New_York.'),
  /** BCP 47 primary tags; the first is spoken first. */
  languages: z
    .array(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/))
    .min(1)
    .max(8),
});

export type Identity = z.infer<typeof identitySchema>;

export const defaultIdentity: Identity = {
  businessName: 'Our business',
  agentName: 'Alex',
  industry: 'other',
  about: '',
  address: '',
  timeZone: 'America/New_York',
  languages: ['en'],
};

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
