import { z } from 'zod';

/** What a template may name in braces; each is filled in by us, never by the model. */
export const textPlaceholders = ['business', 'agent', 'caller_name', 'address', 'link'] as const;
export type TextPlaceholder = (typeof textPlaceholders)[number];

export const longestTemplate = 480;
export const mostTemplates = 12;

const templateName = z
  .string()
  .trim()
  .min(1, 'Give the text a name.')
  .max(40)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} '’&-]*$/u, 'Use letters, digits and spaces.');

const textWords = z.string().trim().max(longestTemplate, `A text has at most ${longestTemplate} characters.`);

export const textTemplateSchema = z.strictObject({
  /** What the model picks it by. */
  name: templateName,
  text: textWords.min(1, 'Write what the text says.').refine(hasKnownPlaceholders, {
    message: `Only these can stand in braces: ${textPlaceholders.map((name) => `{${name}}`).join(' ')}.`,
  }),
  /** When to send it, in the owner's words. */
  when: z.string().trim().max(200),
});

/** The texts that the agent may send to the caller, and what answers those that come in. */
export const textingSchema = z.strictObject({
  enabled: z.boolean(),
  templates: z
    .array(textTemplateSchema)
    .max(mostTemplates)
    .refine(haveNamesOfTheirOwn, 'Each text needs a name of its own.')
    .default([]),
  /** What {link} becomes; empty where there is none. */
  link: z
    .union([z.literal(''), z.url({ protocol: /^https?$/, error: 'Write a whole address, like https://example.com.' })])
    .refine((link) => link.length <= 200, 'Use a shorter address.')
    .default(''),
  perCall: z.int().min(1).max(10).default(2),
  perCallerPerDay: z.int().min(1).max(20).default(5),
  perDay: z.int().min(1).max(2000).default(200),
  /** Answers a text that comes in; empty: nobody answers it but a person. */
  autoReply: textWords
    .refine(hasKnownPlaceholders, {
      message: `Only these can stand in braces: ${textPlaceholders.map((name) => `{${name}}`).join(' ')}.`,
    })
    .default('Thank you for your text to {business}. We have received it and will get back to you.'),
});

export type TextTemplate = z.infer<typeof textTemplateSchema>;
export type Texting = z.infer<typeof textingSchema>;

export const defaultTexting: Texting = textingSchema.parse({ enabled: false });

/** The name of a template; which names there are, the call's own settings say. */
export const sendTextInputSchema = z.strictObject({ template: z.string().min(1).max(40) });

export const textDirections = ['outbound', 'inbound'] as const;
export type TextDirection = (typeof textDirections)[number];

export const textStatuses = ['queued', 'sent', 'delivered', 'failed', 'received'] as const;
export type TextStatus = (typeof textStatuses)[number];

export const textKeywords = ['stop', 'start', 'help'] as const;
export type TextKeyword = (typeof textKeywords)[number];

/** Why a text was not queued. */
export const textRefusals = [
  'off',
  'no_number',
  'no_line',
  'opted_out',
  'call_cap',
  'caller_cap',
  'tenant_cap',
] as const;
export type TextRefusal = (typeof textRefusals)[number];

export const queuedTextSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('queued'), textId: z.uuid(), repeated: z.boolean() }),
  z.object({ result: z.literal('refused'), why: z.enum(textRefusals) }),
]);
export type QueuedText = z.infer<typeof queuedTextSchema>;

function hasKnownPlaceholders(text: string): boolean {
  const named = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  return named.every((name) => textPlaceholders.some((known) => known === name));
}

function haveNamesOfTheirOwn(templates: { name: string }[]): boolean {
  return new Set(templates.map(({ name }) => name.toLowerCase())).size === templates.length;
}
