import type { RealtimeSessionCreateRequest } from 'openai/resources/realtime/realtime';
import type { CompiledAgent } from '@/lib/agent/compile-agent';
import type { AudioFormat } from '../ports/carrier';
import type { VoiceSettings } from '../ports/voice-model';
import type { EffectiveSession } from './model-events';

const wireFormat = {
  pcmu_8k: { type: 'audio/pcmu' },
  pcm_24k: { type: 'audio/pcm', rate: 24_000 },
} as const;

export function voiceSettings({ instructions, tools, session }: CompiledAgent, format: AudioFormat): VoiceSettings {
  const { voice, speed, turnDetection, interruption, noiseReduction, transcription, maxOutputTokens } = session;
  return {
    instructions,
    tools,
    format,
    voice,
    speed,
    turnDetection,
    answersByItself: interruption === 'at_once',
    noiseReduction,
    transcription,
    maxOutputTokens,
  };
}

/** The whole session in one update, so that one answer tells whether all of it was taken. */
export function sessionRequest(settings: VoiceSettings): RealtimeSessionCreateRequest {
  const format = wireFormat[settings.format];
  return {
    type: 'realtime',
    output_modalities: ['audio'],
    instructions: settings.instructions,
    max_output_tokens: settings.maxOutputTokens,
    tools: settings.tools,
    tool_choice: 'auto',
    tracing: null,
    truncation: { type: 'retention_ratio', retention_ratio: 0.8, token_limits: { post_instructions: 8000 } },
    audio: {
      input: {
        format,
        ...(settings.noiseReduction ? { noise_reduction: { type: settings.noiseReduction } } : {}),
        ...(settings.transcription ? { transcription: settings.transcription } : {}),
        turn_detection: turnDetectionRequest(settings),
      },
      output: { format, voice: settings.voice, speed: settings.speed },
    },
  };
}

/** Both flags go together: with one alone, what was said into an answer may never get one of its own. */
function turnDetectionRequest({
  turnDetection,
  answersByItself,
}: Pick<VoiceSettings, 'turnDetection' | 'answersByItself'>) {
  if (!turnDetection) return null;
  const flags = { create_response: answersByItself, interrupt_response: answersByItself };
  if (turnDetection.type === 'semantic_vad') {
    return { type: turnDetection.type, eagerness: turnDetection.eagerness, ...flags };
  }
  return {
    type: turnDetection.type,
    threshold: turnDetection.threshold,
    prefix_padding_ms: turnDetection.prefixPaddingMs,
    silence_duration_ms: turnDetection.silenceDurationMs,
    ...flags,
  };
}

/** Only how it listens; everything else stays as it is. */
export function listeningRequest(settings: VoiceSettings, listens: boolean): RealtimeSessionCreateRequest {
  const turn_detection = listens ? turnDetectionRequest(settings) : null;
  return { type: 'realtime', audio: { input: { turn_detection } } };
}

/** Only what it may say and do; how it hears and sounds stays as it is. */
export function adjustingRequest({
  instructions,
  tools,
  maxOutputTokens,
}: VoiceSettings): RealtimeSessionCreateRequest {
  return { type: 'realtime', instructions, tools, max_output_tokens: maxOutputTokens };
}

/** What the server runs with against what we asked; empty when they agree. */
export function differences(effective: EffectiveSession, settings: VoiceSettings): string[] {
  const { input, output } = effective.audio;
  const format = wireFormat[settings.format].type;
  const wanted = turnDetectionRequest(settings);
  const got = input.turn_detection ?? null;
  const voice = typeof output.voice === 'object' ? output.voice?.id : output.voice;
  return [
    ...(input.format?.type === format ? [] : ['audio.input.format']),
    ...(output.format?.type === format ? [] : ['audio.output.format']),
    ...(voice === settings.voice ? [] : ['audio.output.voice']),
    ...(sameTurnDetection(wanted, got) ? [] : ['audio.input.turn_detection']),
  ];
}

type Wanted = ReturnType<typeof turnDetectionRequest>;

/** A server may leave out what it took as its default; what it names must be ours. */
function sameTurnDetection(wanted: Wanted, got: EffectiveSession['audio']['input']['turn_detection'] | null): boolean {
  if (!wanted || !got) return !wanted && !got;
  const named: Record<string, unknown> = got;
  return got.type === wanted.type && Object.entries(wanted).every(([field, ours]) => sameOrUnsaid(named[field], ours));
}

function sameOrUnsaid(got: unknown, wanted: unknown): boolean {
  if (typeof got === 'number' && typeof wanted === 'number') return Math.abs(got - wanted) < 1e-6;
  return got === null || got === undefined || got === wanted;
}
