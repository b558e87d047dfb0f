import { z } from 'zod';

const reply = z.strictObject({
  say: z.string().optional(),
  call: z.strictObject({ name: z.string(), arguments: z.record(z.string(), z.unknown()) }).optional(),
  /** Answers in text although audio was asked, as older models sometimes do. */
  asText: z.boolean().optional(),
  fail: z.enum(['rate_limit_exceeded', 'server_error', 'insufficient_quota']).optional(),
  incomplete: z.enum(['max_output_tokens', 'content_filter']).optional(),
});

const drop = z.strictObject({
  /** Counted from the start of each session. */
  after: z.enum(['client_events', 'audio_appends', 'audio_deltas', 'responses']),
  count: z.int().min(0),
  code: z.int().min(1000).max(4999).default(1011),
  /** Without a close frame, like a cut cable. */
  abrupt: z.boolean().default(false),
});

/** What a test wants to go wrong. It acts on running sessions and new ones until it is replaced. */
export const scriptSchema = z.strictObject({
  connectDelayMs: z.int().min(0).optional(),
  refuseUpgrade: z.int().min(400).max(599).optional(),
  updateDelayMs: z.int().min(0).optional(),
  refuseUpdate: z.boolean().optional(),
  thinkMs: z.int().min(0).optional(),
  deltaPaceMs: z.int().min(0).optional(),
  silent: z.boolean().optional(),
  lateDeltasAfterCancel: z.int().min(0).optional(),
  refuseTruncation: z.boolean().optional(),
  expiresAfterMs: z.int().min(0).optional(),
  drop: drop.optional(),
  errors: z
    .array(
      z.strictObject({ on: z.string(), code: z.string().nullable(), message: z.string().default('Scripted error.') }),
    )
    .optional(),
  /** One for each response, in order; after them the model answers by itself. */
  replies: z.array(reply).optional(),
});

export type Script = z.infer<typeof scriptSchema>;
export type ScriptInput = z.input<typeof scriptSchema>;
export type ScriptedReply = z.infer<typeof reply>;

export type ScriptBook = {
  current(): Script;
  replace(script: ScriptInput): void;
  nextReply(): ScriptedReply | undefined;
};

export function makeScriptBook(first: ScriptInput = {}): ScriptBook {
  let script = scriptSchema.parse(first);
  return {
    current: () => script,
    replace(next) {
      script = scriptSchema.parse(next);
    },
    nextReply: () => script.replies?.shift(),
  };
}
