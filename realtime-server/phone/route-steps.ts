import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { Step } from '@/lib/contracts/route';
import { fallbackOf, noFallback } from '../ports/fallback';
import { fallbackRingSeconds, type PhoneUrls, refuse, ring } from './twiml';

/** The first of the steps that come before, or instead of, our agent. The rest follows when its action is asked. */
export function routeSteps([first]: Step[], config: AgentConfig, urls: PhoneUrls): string {
  const { greeting, maxSeconds } = config.routing.voicemail;
  const fallback = fallbackOf(config);

  switch (first?.do) {
    case 'ring_staff': {
      const numbers = first.people.map(({ phone }) => phone);
      return ring({ numbers, seconds: first.seconds, action: urls.staffEnded });
    }
    case 'forward': {
      if (first.to === fallback.number) return refuse({ why: 'unavailable', fallback, urls });
      return ring({ numbers: [first.to], seconds: fallbackRingSeconds, action: urls.forwardEnded });
    }
    case 'voicemail': {
      const recorder = { ...fallback, number: null, voicemail: { greeting, maxSeconds } };
      return refuse({ why: 'unavailable', fallback: recorder, urls });
    }
    default:
      return refuse({ why: 'unavailable', fallback: noFallback, urls });
  }
}
