import type { VoicemailState } from '@/lib/contracts/recording';

/** Sound that a caller left. */
export type LeftVoicemail = { id: string; messageId: string; seconds: number; state: VoicemailState };

export function voicemailPath(tenantId: string, voicemailId: string): string {
  return `${tenantId}/voicemail-${voicemailId}.wav`;
}
