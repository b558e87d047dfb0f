import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { Personality } from '@/lib/contracts/personality';
import type { Voice } from '@/lib/contracts/voice';
import type { Band } from '@/lib/personality/trait-text';
import { bandOf } from '@/lib/personality/traits';

export type AgentSession = {
  model: Voice['model'];
  voice: Voice['voice'];
  speed: number;
  turnDetection: { type: 'server_vad'; threshold: number; prefixPaddingMs: number; silenceDurationMs: number };
  /** False: the agent finishes its sentence when a caller speaks over it. */
  interruptResponse: boolean;
  noiseReduction: 'near_field' | 'far_field' | null;
  transcription: { model: 'gpt-transcribe'; languages: string[] };
  maxOutputTokens: number;
  /** Silence after which the agent asks whether the caller is still there. */
  silenceCheckInMs: number;
};

const speedOfPace: Record<Band, number> = { low: 0.93, mid: 1, high: 1.08 };
const tokensOfVerbosity: Record<Band, number> = { low: 1024, mid: 2048, high: 4096 };
const checkInMsOfBand: Record<Band, number> = { low: 20_000, mid: 12_000, high: 7_000 };

export function sessionSettings({ voice, identity, personality, advanced }: AgentConfig): AgentSession {
  return {
    model: voice.model,
    voice: voice.voice,
    speed: speedFor(voice, personality),
    turnDetection: {
      type: 'server_vad',
      threshold: advanced.noiseReduction === 'far_field' ? 0.6 : 0.5,
      prefixPaddingMs: 300,
      silenceDurationMs: 500 + personality.patience * 2,
    },
    interruptResponse: bandOf(personality.interruptibility) !== 'low',
    noiseReduction: advanced.noiseReduction === 'off' ? null : advanced.noiseReduction,
    transcription: {
      model: 'gpt-transcribe',
      languages: [...new Set(identity.languages.map((tag) => tag.slice(0, 2)))],
    },
    maxOutputTokens: tokensFor(personality),
    silenceCheckInMs: checkInMsOfBand[bandOf(personality.silenceCheckIns)],
  };
}

/** The owner's speed, bent by the pace of the personality, within what a telephone carries. */
export function speedFor(voice: Voice, { pace }: Personality): number {
  const bent = voice.speed * speedOfPace[bandOf(pace)];
  return Math.round(Math.min(1.3, Math.max(0.8, bent)) * 100) / 100;
}

function tokensFor({ verbosity, confirmation }: Personality): number {
  if (bandOf(confirmation) === 'high') return tokensOfVerbosity.high;
  return tokensOfVerbosity[bandOf(verbosity)];
}
