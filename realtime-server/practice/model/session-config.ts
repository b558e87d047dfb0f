import { z } from 'zod';
import { voiceNames } from '../speech/voices';

const audioFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('audio/pcm'), rate: z.literal(24_000).default(24_000) }),
  z.strictObject({ type: z.literal('audio/pcmu') }),
]);

const turnDetection = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('server_vad'),
    threshold: z.number().min(0).max(1).default(0.5),
    prefix_padding_ms: z.int().min(0).max(5000).default(300),
    silence_duration_ms: z.int().min(20).max(10_000).default(500),
    idle_timeout_ms: z.int().min(5000).max(30_000).nullable().default(null),
    create_response: z.boolean().default(true),
    interrupt_response: z.boolean().default(true),
  }),
  z.strictObject({
    type: z.literal('semantic_vad'),
    eagerness: z.enum(['low', 'medium', 'high', 'auto']).default('auto'),
    create_response: z.boolean().default(true),
    interrupt_response: z.boolean().default(true),
  }),
]);

const transcription = z.strictObject({
  model: z.enum([
    'gpt-transcribe',
    'gpt-live-transcribe',
    'gpt-realtime-whisper',
    'gpt-4o-transcribe',
    'gpt-4o-mini-transcribe',
    'whisper-1',
  ]),
  language: z.string().optional(),
  languages: z.array(z.string()).optional(),
  keywords: z.array(z.string()).optional(),
  prompt: z.string().optional(),
  delay: z.enum(['minimal', 'low', 'medium', 'high', 'xhigh']).optional(),
});

const voice = z.union([z.enum(voiceNames), z.strictObject({ id: z.string().startsWith('voice_') })]);

const functionTool = z.strictObject({
  type: z.literal('function'),
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
  description: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
});

const toolChoice = z.union([
  z.enum(['auto', 'none', 'required']),
  z.strictObject({ type: z.literal('function'), name: z.string() }),
]);

const modalities = z.tuple([z.enum(['audio', 'text'])]);
const reasoning = z.strictObject({ effort: z.enum(['minimal', 'low', 'medium', 'high', 'xhigh']).optional() });
const maxOutputTokens = z.union([z.int().min(1).max(4096), z.literal('inf')]);

export const sessionPatchSchema = z.strictObject({
  type: z.literal('realtime'),
  model: z.string().optional(),
  output_modalities: modalities.optional(),
  instructions: z.string().optional(),
  audio: z
    .strictObject({
      input: z
        .strictObject({
          format: audioFormat.optional(),
          noise_reduction: z
            .strictObject({ type: z.enum(['near_field', 'far_field']), strength: z.number().min(0).max(1).optional() })
            .nullable()
            .optional(),
          transcription: transcription.nullable().optional(),
          turn_detection: turnDetection.nullable().optional(),
        })
        .optional(),
      output: z
        .strictObject({
          format: audioFormat.optional(),
          voice: voice.optional(),
          speed: z.number().min(0.25).max(1.5).optional(),
        })
        .optional(),
    })
    .optional(),
  max_output_tokens: maxOutputTokens.optional(),
  tools: z.array(functionTool).optional(),
  tool_choice: toolChoice.optional(),
  parallel_tool_calls: z.boolean().optional(),
  reasoning: reasoning.optional(),
  truncation: z
    .union([
      z.enum(['auto', 'disabled']),
      z.strictObject({
        type: z.literal('retention_ratio'),
        retention_ratio: z.number().min(0).max(1),
        token_limits: z.strictObject({ post_instructions: z.int().min(0).optional() }).optional(),
      }),
    ])
    .optional(),
  include: z.array(z.literal('item.input_audio_transcription.logprobs')).nullable().optional(),
  tracing: z
    .union([
      z.literal('auto'),
      z.strictObject({
        workflow_name: z.string().optional(),
        group_id: z.string().optional(),
        metadata: z.record(z.string(), z.unknown()).optional(),
      }),
    ])
    .nullable()
    .optional(),
});

export const responseOptionsSchema = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    instructions: z.string().optional(),
    input: z.array(item).optional(),
    conversation: z.enum(['auto', 'none']).default('auto'),
    metadata: z.record(z.string(), z.string()).nullable().default(null),
    tools: z.array(functionTool).optional(),
    tool_choice: toolChoice.optional(),
    parallel_tool_calls: z.boolean().optional(),
    output_modalities: modalities.optional(),
    audio: z
      .strictObject({
        output: z.strictObject({ voice: voice.optional(), format: audioFormat.optional() }).optional(),
      })
      .optional(),
    max_output_tokens: maxOutputTokens.optional(),
    reasoning: reasoning.optional(),
  });

export type SessionPatch = z.infer<typeof sessionPatchSchema>;
export type AudioFormat = z.infer<typeof audioFormat>;
export type TurnDetection = z.infer<typeof turnDetection>;
export type FunctionTool = z.infer<typeof functionTool>;
export type VoiceChoice = z.infer<typeof voice>;

export type SessionConfig = {
  model: string;
  output_modalities: z.infer<typeof modalities>;
  instructions: string;
  audio: {
    input: {
      format: AudioFormat;
      noise_reduction: { type: 'near_field' | 'far_field'; strength?: number } | null;
      transcription: z.infer<typeof transcription> | null;
      turn_detection: TurnDetection | null;
    };
    output: { format: AudioFormat; voice: VoiceChoice; speed: number };
  };
  max_output_tokens: z.infer<typeof maxOutputTokens>;
  tools: FunctionTool[];
  tool_choice: z.infer<typeof toolChoice>;
  parallel_tool_calls: boolean;
  truncation: NonNullable<SessionPatch['truncation']>;
  include: SessionPatch['include'];
  tracing: SessionPatch['tracing'];
};

/** What a session is before its first update: 24 kHz PCM both ways, server VAD. */
export function startingConfig(model: string): SessionConfig {
  const format: AudioFormat = { type: 'audio/pcm', rate: 24_000 };
  return {
    model,
    output_modalities: ['audio'],
    instructions: '',
    audio: {
      input: {
        format,
        noise_reduction: null,
        transcription: null,
        turn_detection: turnDetection.parse({ type: 'server_vad' }),
      },
      output: { format, voice: 'alloy', speed: 1 },
    },
    max_output_tokens: 'inf',
    tools: [],
    tool_choice: 'auto',
    parallel_tool_calls: true,
    truncation: 'auto',
    include: null,
    tracing: null,
  };
}

/** Only what the patch names is changed; null clears, absence keeps. */
export function patched(config: SessionConfig, { type: _, audio, ...rest }: SessionPatch): SessionConfig {
  return {
    ...config,
    ...rest,
    model: config.model,
    audio: {
      input: { ...config.audio.input, ...audio?.input },
      output: { ...config.audio.output, ...audio?.output },
    },
  };
}
