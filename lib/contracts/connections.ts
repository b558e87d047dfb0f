import { z } from 'zod';
import { originOf, placeholderProblems, whyNoAddress } from './connection-address';

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export const parameterKinds = ['text', 'number', 'yes_no', 'choice'] as const;
export const maxConnections = 10;
export const maxTimeoutSeconds = 8;

/** What the agent can do by itself; a connection has a name of its own beside these. */
export const ownToolNames: readonly string[] = [
  ...['take_message', 'lookup_hours', 'lookup_knowledge', 'decline_recording', 'end_call', 'transfer_call'],
  ...['find_times', 'find_appointments', 'check_availability', 'book_appointment', 'move_appointment'],
  ...['cancel_appointment', 'send_text'],
];

/** Asked of the model where the owner wants the caller's yes first; never sent anywhere. */
export const confirmationField = 'caller_confirmed';

const nameText = /^[a-z][a-z0-9_]*$/;
const tokenText = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/** Headers that the request itself or the connection decides. */
const ownHeaders =
  /^(host|content-length|transfer-encoding|connection|upgrade|te|trailer|expect|keep-alive|accept-encoding|content-type|idempotency-key|proxy-.*|sec-.*)$/;

const headerNameSchema = z
  .string()
  .trim()
  .min(1, 'Name the header.')
  .max(60)
  .regex(tokenText, 'Letters, digits and hyphens only.')
  .refine((name) => !ownHeaders.test(name.toLowerCase()), 'This header is set by us.');

/** Printable ASCII: no line can be broken out of. */
export const headerValueSchema = z.string().regex(/^[\x20-\x7e]*$/, 'Plain letters, digits and signs only.');

export const secretValueSchema = headerValueSchema
  .trim()
  .min(8, 'A secret has at least 8 characters.')
  .max(2000, 'At most 2,000 characters.');

const parameterSchema = z.strictObject({
  name: z.string().trim().max(40).regex(nameText, 'Small letters, digits and underscores, like order_number.'),
  kind: z.enum(parameterKinds),
  description: z.string().trim().min(1, 'Say what it is.').max(200),
  required: z.boolean(),
  /** Of a text. */
  maxLength: z.number().int().min(1).max(500),
  /** What a choice may be. */
  choices: z.array(z.string().trim().min(1).max(60)).max(20),
});

const connectionShape = z.strictObject({
  name: z
    .string()
    .trim()
    .min(3, 'At least three letters, like find_order.')
    .max(40)
    .regex(nameText, 'Small letters, digits and underscores, like find_order.')
    .refine((name) => !ownToolNames.includes(name), 'The agent has something of this name already.'),
  description: z.string().trim().min(10, 'Say when the agent should use it, in a sentence.').max(500),
  method: z.enum(methods),
  url: z.string().trim().min(1, 'Write the address.').max(1000),
  parameters: z.array(parameterSchema).max(10),
  headers: z.array(z.strictObject({ name: headerNameSchema, value: headerValueSchema.max(500) })).max(10),
  /** Names alone: the values are sealed elsewhere and never part of a configuration. */
  secretHeaders: z.array(headerNameSchema).max(5),
  /** Dotted paths into a JSON answer; none: all of it, up to a length. */
  answerFields: z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .max(120)
        .regex(/^[^.\s]+(\.[^.\s]+)*$/u, 'Like order.status.'),
    )
    .max(20),
  /** What the agent says while it asks. */
  filler: z.string().trim().max(120),
  confirmFirst: z.boolean(),
  timeoutSeconds: z.number().int().min(1).max(maxTimeoutSeconds),
});

export type Connection = z.infer<typeof connectionShape>;
export type ConnectionParameter = Connection['parameters'][number];

export const connectionSchema = connectionShape.superRefine((connection, context) => {
  const complain = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  const addressProblem = whyNoAddress(connection.url);
  if (addressProblem) complain(['url'], addressProblem);
  else for (const message of placeholderProblems(connection)) complain(['url'], message);

  for (const [at, { name, kind, choices }] of connection.parameters.entries()) {
    if (connection.parameters.findIndex((one) => one.name === name) < at) {
      complain(['parameters', at, 'name'], 'This name is taken.');
    }
    if (name === confirmationField) complain(['parameters', at, 'name'], 'This name is used by us.');
    if (kind !== 'choice') continue;
    if (choices.length === 0) complain(['parameters', at, 'choices'], 'Write what it may be.');
    if (new Set(choices).size < choices.length) complain(['parameters', at, 'choices'], 'Each choice once.');
  }

  const named = [...connection.headers.map(({ name }) => name), ...connection.secretHeaders];
  const lower = named.map((name) => name.toLowerCase());
  const twice = lower.findIndex((name, at) => lower.indexOf(name) < at);
  if (twice < 0) return;
  const own = connection.headers.length;
  complain(twice < own ? ['headers', twice, 'name'] : ['secretHeaders', twice - own], 'This header is there already.');
});

/** Characters of all connections together that the model has to read in every call. */
const maxTold = 12_000;

function toldLength({ name, description, filler, parameters }: Connection): number {
  const details = parameters.map(
    (one) => one.name.length + one.description.length + one.choices.join('","').length + 80,
  );
  return details.reduce((sum, length) => sum + length, name.length + description.length + filler.length + 200);
}

/** Systems of the tenant's own that the agent may ask while it talks. */
export const connectionsSchema = z.strictObject({
  enabled: z.boolean(),
  tools: z
    .array(connectionSchema)
    .max(maxConnections)
    .default([])
    .superRefine((tools, context) => {
      for (const [at, { name }] of tools.entries()) {
        if (tools.findIndex((one) => one.name === name) === at) continue;
        context.addIssue({ code: 'custom', path: [at, 'name'], message: 'Another connection has this name.' });
      }
      if (tools.reduce((sum, tool) => sum + toldLength(tool), 0) <= maxTold) return;
      const message = 'This is more than the agent can keep in mind. Shorten what is said of the connections.';
      context.addIssue({ code: 'custom', path: [tools.length - 1, 'description'], message });
    }),
});

export type Connections = z.infer<typeof connectionsSchema>;

export const defaultConnections: Connections = { enabled: false, tools: [] };

/** What a member may know of a secret: that it is there, and how it ends. */
export type KnownSecret = { tool: string; header: string; origin: string; lastFour: string; changedAt: string };

/** Where a secret belongs. */
export const secretPlaceSchema = z.strictObject({
  tool: connectionShape.shape.name,
  header: headerNameSchema,
  origin: z.string().refine((origin) => originOf(origin) === origin, 'Write the address first.'),
});
export type SecretPlace = z.infer<typeof secretPlaceSchema>;

/** Whether what is stored is for this very place; its entry where it is, or where it is for another server. */
export function secretFor(known: readonly KnownSecret[], { tool, header }: Omit<SecretPlace, 'origin'>) {
  return known.find((one) => one.tool === tool && one.header === header.toLowerCase()) ?? null;
}

/** What its owner sees of one try. */
export type Trial = {
  ok: boolean;
  sentence: string;
  status: number | null;
  tookMs: number;
  /** JSON, just as the agent would read it. */
  told: string;
};
