import type { VoiceName } from '@/lib/contracts/voice';

/** A guide for choosing; the sample decides. */
export const voiceWords: Record<VoiceName, string> = {
  marin: 'Clear and warm',
  cedar: 'Deep and settled',
  alloy: 'Even and neutral',
  ash: 'Firm and direct',
  ballad: 'Soft and expressive',
  coral: 'Bright and friendly',
  echo: 'Calm and measured',
  sage: 'Gentle and thoughtful',
  shimmer: 'Light and upbeat',
  verse: 'Lively and varied',
};

export const recommendedVoices: readonly VoiceName[] = ['marin', 'cedar'];

export function voiceLabel(voice: VoiceName): string {
  return voice.charAt(0).toUpperCase() + voice.slice(1);
}
