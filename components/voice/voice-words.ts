import type { VoiceName } from '@/lib/contracts/voice';

/** How each voice comes across, in the words of those who have listened to it. */
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
