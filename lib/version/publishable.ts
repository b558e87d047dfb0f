import type { AgentConfig } from '@/lib/contracts/agent-config';

/** What no caller may meet, in a sentence; null when the agent may answer calls. */
export function whyNotPublishable({ greeting, privacy }: Pick<AgentConfig, 'greeting' | 'privacy'>): string | null {
  if (privacy.recording === 'on' && !greeting.recordingNotice) {
    return 'Calls are to be recorded, but the greeting has no recording notice. Write one, or turn recording off.';
  }
  return null;
}
