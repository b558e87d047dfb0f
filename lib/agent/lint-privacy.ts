import type { AgentConfig } from '@/lib/contracts/agent-config';
import { whyNotPublishable } from '@/lib/version/publishable';
import { type Finding, note } from './finding';

/** A recording without a notice is nothing to publish; the rest is worth knowing. */
export function lintPrivacy({ greeting, privacy }: Pick<AgentConfig, 'greeting' | 'privacy'>): Finding[] {
  const obstacle = whyNotPublishable({ greeting, privacy });
  if (obstacle) return [{ section: 'privacy', weight: 'blocker', sentence: obstacle }];
  if (privacy.recording === 'off') return [];

  return [
    ...(greeting.interruptible === 'always'
      ? [note('privacy', 'A caller who speaks over the recording notice is not recorded.')]
      : []),
    ...(privacy.consent === 'ask' && !/\b(9|nine)\b/i.test(greeting.recordingNotice)
      ? [note('privacy', 'The recording notice does not say that key 9 declines.')]
      : []),
  ];
}
