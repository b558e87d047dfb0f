import { portalEnv } from '@/lib/platform/env';

/** Where mail can be read while none leaves the machine; null with a real mail server. */
export function practiceMailboxUrl(): string | null {
  const { practiceUrl } = portalEnv();
  return practiceUrl && `${practiceUrl}/mailbox`;
}
