import type { CompiledAgent } from '@/lib/agent/compile-agent';
import type { ClipRequest, GreetingClips } from '../agent/greeting-clips';
import type { CallSetup } from '../ports/call-setup';
import type { AudioFormat } from '../ports/carrier';
import type { ActiveCall, Greeting } from './active-call';
import { apologyText } from './phrases';

/**
 * The tenant's exact words in the tenant's own voice. What was never made is asked for now, for the next call, and the
 * live model speaks this time. A call that is taken up again is not greeted a second time.
 */
export function chooseGreeting(
  agent: CompiledAgent,
  setup: CallSetup,
  format: AudioFormat,
  clips: GreetingClips,
): Pick<ActiveCall, 'greeting' | 'apology'> {
  const { text, notice } = agent.greeting;
  const spoken = [text, notice].filter(Boolean).join(' ') || 'Hello. How can I help you?';
  const isNew = setup.resumed === null;
  const greeting: Greeting = {
    text: spoken,
    clip: isNew ? clipFor(clips, request(agent, format, spoken)) : null,
    itemId: null,
    isProtected: isNew && notice !== '' && setup.config.greeting.interruptible === 'after_notice',
  };
  return { greeting, apology: clipFor(clips, request(agent, format, apologyText)) };
}

function request({ session }: CompiledAgent, format: AudioFormat, text: string): ClipRequest {
  return { text, format, voice: session.voice, model: session.model, speed: session.speed };
}

function clipFor(clips: GreetingClips, wanted: ClipRequest) {
  const clip = clips.find(wanted);
  if (!clip) clips.prepare(wanted);
  return clip;
}
