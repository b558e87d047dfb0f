import type { Routing } from '@/lib/contracts/routing';

/** Where a caller goes when nothing of ours can talk to them: a person, then a recorder, then a goodbye. */
export type Fallback = {
  businessName: string | null;
  /** Rung first, where one is set. */
  number: string | null;
  /** Null where nobody would find what was recorded. */
  voicemail: Voicemail | null;
};

export type Voicemail = Pick<Routing['voicemail'], 'greeting' | 'maxSeconds'>;

export const noFallback: Fallback = { businessName: null, number: null, voicemail: null };

export function fallbackOf({
  identity,
  routing,
}: {
  identity: { businessName: string };
  routing: Pick<Routing, 'fallbackNumber' | 'voicemail'>;
}): Fallback {
  const { greeting, maxSeconds, afterFallback } = routing.voicemail;
  return {
    businessName: identity.businessName,
    number: routing.fallbackNumber,
    voicemail: afterFallback ? { greeting, maxSeconds } : null,
  };
}
