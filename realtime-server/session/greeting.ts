import type { CompiledAgent } from '@/lib/agent/compile-agent';
import { greetingWords } from '@/lib/agent/greeting-words';
import { spokenLines } from '@/lib/agent/spoken-lines';
import type { ClipRequest, GreetingClip, GreetingClips } from '../agent/greeting-clips';
import type { CallSetup } from '../ports/call-setup';
import type { AudioFormat } from '../ports/carrier';
import type { ActiveCall, Greeting } from './active-call';

type Clips = Pick<GreetingClips, 'find' | 'prepare'>;

/**
 * The tenant's exact words in the tenant's own voice. What was never made is asked for now, for the next call, and the
 * live model speaks this time. A call that is taken up again is not greeted a second time.
 */
export function chooseGreeting(
  agent: CompiledAgent,
  setup: CallSetup,
  format: AudioFormat,
  clips: Clips,
): Pick<ActiveCall, 'greeting' | 'apology' | 'clipOf'> {
  const { config, resumed } = setup;
  const { voice, model, speed } = agent.session;
  const clipOf = (text: string) => clipFor(clips, { text, format, voice, model, speed });
  const namingClipOf = (text: string) =>
    clipFor(clips, { text, format, voice, model, speed, of: { callId: setup.callId } });
  const isProtected = agent.greeting.notice !== '' && config.greeting.interruptible === 'after_notice';
  const greeting: Greeting = {
    ...(resumed ? { text: greetingWords(agent.greeting), clip: null } : wording(agent, clipOf, namingClipOf)),
    itemId: null,
    isProtected: resumed === null && isProtected,
  };
  return { greeting, clipOf, apology: clipOf(spokenLines(config.identity.languages).apology) };
}

/** With the caller's name where that was once spoken, otherwise without it; only what was never spoken is said live. */
function wording(
  { greeting, namelessGreeting }: CompiledAgent,
  clipOf: ActiveCall['clipOf'],
  namingClipOf: ActiveCall['clipOf'],
) {
  const text = greetingWords(greeting) || 'Hello. How can I help you?';
  const nameless = greetingWords(namelessGreeting);
  const clip = nameless && nameless !== text ? namingClipOf(text) : clipOf(text);
  const other = clip || !nameless || nameless === text ? null : clipOf(nameless);
  return other ? { text: nameless, clip: other } : { text, clip };
}

function clipFor(clips: Clips, wanted: ClipRequest): GreetingClip | null {
  const clip = clips.find(wanted);
  if (!clip) clips.prepare(wanted);
  return clip;
}
