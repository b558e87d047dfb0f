import { z } from 'zod';

/** Words in braces that a greeting may use; replaced when a call is answered. */
export const greetingPlaceholders = ['business', 'agent', 'time_of_day', 'caller_name'] as const;
export type GreetingPlaceholder = (typeof greetingPlaceholders)[number];

const spoken = z
  .string()
  .trim()
  .max(400, 'Keep it under 400 characters: callers want to speak.')
  .superRefine((text, context) => {
    for (const [, name] of text.matchAll(/\{([^{}]*)\}/g)) {
      if (!(greetingPlaceholders as readonly string[]).includes(name ?? '')) {
        context.addIssue({
          code: 'custom',
          message: `{${name}} is not known. Use ${greetingPlaceholders.map((known) => `{${known}}`).join(', ')}.`,
        });
      }
    }
  });

export const greetingSchema = z.strictObject({
  text: spoken.refine((text) => text.length > 0, 'Write what callers hear first.'),
  /** Empty: the usual greeting is used after hours too. */
  afterHoursText: spoken,
  /** Spoken after the greeting. Empty: nothing is said. */
  aiNotice: z.string().trim().max(200),
  recordingNotice: z.string().trim().max(200),
  interruptible: z.enum(['always', 'after_notice']),
});

export type Greeting = z.infer<typeof greetingSchema>;

export const defaultGreeting: Greeting = {
  text: 'Thank you for calling {business}. This is {agent}. How can I help you?',
  afterHoursText: '',
  aiNotice: '',
  recordingNotice: '',
  interruptible: 'always',
};
