import type { AgentConfig } from '@/lib/contracts/agent-config';
import { checkInMsFor, type Interruption, sessionSettings } from './session-settings';

/** What happens in a silence, and when: seconds since the last word. */
export type SilenceStep = { atSeconds: number; what: 'asks' | 'says_goodbye' };

/** A form may hold any number while it is typed. */
const mostCheckIns = 4;

export function silenceSteps({ advanced, personality }: AgentConfig): SilenceStep[] {
  const patience = checkInMsFor(advanced, personality) / 1000;
  const count = Math.min(Math.max(1, advanced.checkIns), mostCheckIns);
  const asks = Array.from({ length: count }, (_, index): SilenceStep => {
    return { atSeconds: patience * (index + 1), what: 'asks' };
  });
  return [...asks, { atSeconds: patience * (count + 1) + 1, what: 'says_goodbye' }];
}

const interruptions: Record<Interruption, string> = {
  at_once: 'Whoever speaks over it stops it at once.',
  on_words: '“Uh-huh” does not stop it. More than a word or two does, and so does “wait”.',
  holds_floor: 'It finishes its sentence. “Stop”, “wait” and callers who keep on talking stop it.',
};
const times = ['', 'once', 'twice', 'three times', 'four times'];

/** How a call runs, as the settings have it, in the order in which a caller meets it. */
export function describeManners(config: AgentConfig): string[] {
  const { advanced, limits } = config;
  const { turnDetection, pauseMs, interruption } = sessionSettings(config);
  const [first] = silenceSteps(config);

  return [
    turnDetection.type === 'semantic_vad'
      ? 'It answers when a sentence sounds finished.'
      : `It answers after a pause of ${(pauseMs / 1000).toFixed(1)} seconds.`,
    interruptions[interruption],
    'A noise without words does not stop it for long: it goes on where it was.',
    `In a silence it asks after ${first?.atSeconds ?? 0} seconds, ${times[advanced.checkIns] ?? ''}, and then says goodbye.`,
    `Whoever asks for a moment gets ${advanced.holdSeconds} seconds.`,
    ...(advanced.silentCalls === 'goodbye' ? ['Where nobody ever speaks, it says goodbye after 10 seconds.'] : []),
    ...(advanced.recordedCallers === 'goodbye' ? ['Recorded messages are told goodbye.'] : []),
    keysSentence(config),
    `A call ends after ${limits.maxCallMinutes} ${limits.maxCallMinutes === 1 ? 'minute' : 'minutes'}, and callers are told before.`,
  ];
}

function keysSentence({ advanced }: AgentConfig): string {
  if (!advanced.keypad) return 'Keys that callers press are not heard.';
  return advanced.zeroKey === 'person' ? 'The key 0 asks for a person.' : 'Keys are taken as numbers.';
}
