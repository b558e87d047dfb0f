import type { Advanced } from '@/lib/contracts/advanced';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { Personality } from '@/lib/contracts/personality';
import type { Voice } from '@/lib/contracts/voice';
import type { Band } from '@/lib/personality/trait-text';
import { bandOf } from '@/lib/personality/traits';

export type TurnDetection =
  | { type: 'server_vad'; threshold: number; prefixPaddingMs: number; silenceDurationMs: number }
  | { type: 'semantic_vad'; eagerness: 'low' | 'medium' | 'high' };

/**
 * Who speaks over the agent: stops it `at_once`, stops it `on_words` (more than one or two), or waits while it
 * `holds_floor`, unless they ask it to stop or keep on talking.
 */
export type Interruption = 'at_once' | 'on_words' | 'holds_floor';

export type AgentSession = {
  model: Voice['model'];
  voice: Voice['voice'];
  speed: number;
  turnDetection: TurnDetection;
  /** How long somebody is silent before their turn counts as over, roughly. */
  pauseMs: number;
  interruption: Interruption;
  noiseReduction: 'near_field' | 'far_field' | null;
  transcription: { model: 'gpt-transcribe'; languages: string[] };
  maxOutputTokens: number;
  silence: SilenceSettings;
};

export type SilenceSettings = {
  /** Silence after which the agent asks whether the caller is still there. */
  checkInMs: number;
  checkIns: number;
  /** The same for a caller who asked for a moment. */
  holdMs: number;
  /** Silence after the greeting that ends a call in which nobody ever spoke; null: they are asked like anybody. */
  neverSpokeMs: number | null;
};

const speedOfPace: Record<Band, number> = { low: 0.93, mid: 1, high: 1.08 };
const tokensOfVerbosity: Record<Band, number> = { low: 1024, mid: 2048, high: 4096 };
const checkInMsOfBand: Record<Band, number> = { low: 20_000, mid: 12_000, high: 7_000 };
const interruptionOfBand: Record<Band, Interruption> = { low: 'holds_floor', mid: 'on_words', high: 'at_once' };
const eagernessOfPatience: Record<Band, 'low' | 'medium' | 'high'> = { low: 'high', mid: 'medium', high: 'low' };
const thresholdOf: Record<Advanced['surroundings'], number> = { quiet: 0.45, usual: 0.5, noisy: 0.65 };
const meaningPauseMs = 800;
const neverSpokeMs = 10_000;

export function sessionSettings({ voice, identity, personality, advanced }: AgentConfig): AgentSession {
  const pauseMs = 500 + personality.patience * 2;
  return {
    model: voice.model,
    voice: voice.voice,
    speed: speedFor(voice, personality),
    turnDetection: turnDetectionFor(advanced, personality, pauseMs),
    pauseMs: advanced.turnTaking === 'pause' ? pauseMs : meaningPauseMs,
    interruption: interruptionOfBand[bandOf(personality.interruptibility)],
    noiseReduction: advanced.noiseReduction === 'off' ? null : advanced.noiseReduction,
    transcription: {
      model: 'gpt-transcribe',
      languages: [...new Set(identity.languages.map((tag) => tag.slice(0, 2)))],
    },
    maxOutputTokens: tokensFor(personality),
    silence: {
      checkInMs: checkInMsFor(advanced, personality),
      checkIns: advanced.checkIns,
      holdMs: advanced.holdSeconds * 1000,
      neverSpokeMs: advanced.silentCalls === 'goodbye' ? neverSpokeMs : null,
    },
  };
}

/** The owner's speed, bent by the pace of the personality, within what a telephone carries. */
export function speedFor(voice: Voice, { pace }: Personality): number {
  const bent = voice.speed * speedOfPace[bandOf(pace)];
  return Math.round(Math.min(1.3, Math.max(0.8, bent)) * 100) / 100;
}

/** The owner's own figure, or what the personality says of silence. */
export function checkInMsFor({ checkInSeconds }: Advanced, { silenceCheckIns }: Personality): number {
  return checkInSeconds === null ? checkInMsOfBand[bandOf(silenceCheckIns)] : checkInSeconds * 1000;
}

function turnDetectionFor(advanced: Advanced, { patience }: Personality, silenceDurationMs: number): TurnDetection {
  if (advanced.turnTaking === 'meaning') {
    return { type: 'semantic_vad', eagerness: eagernessOfPatience[bandOf(patience)] };
  }
  const far = advanced.noiseReduction === 'far_field' ? 0.1 : 0;
  const threshold = Math.round((thresholdOf[advanced.surroundings] + far) * 100) / 100;
  return { type: 'server_vad', threshold, prefixPaddingMs: 300, silenceDurationMs };
}

function tokensFor({ verbosity, confirmation }: Personality): number {
  if (bandOf(confirmation) === 'high') return tokensOfVerbosity.high;
  return tokensOfVerbosity[bandOf(verbosity)];
}
