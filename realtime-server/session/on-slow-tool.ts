import { spokenLines } from '@/lib/agent/spoken-lines';
import type { ActiveCall } from './active-call';
import { isAgentBusy } from './on-caller-speech';

/** So long a silence is a pause; a longer one sounds like a dead line. */
const patienceMs = 1500;
const lookAgainMs = 500;

/** A few words of the agent's own voice while a tool takes long; never twice before something else was said. */
export function makeSlowTools(call: ActiveCall) {
  const { identity, advanced } = call.setup.config;
  const { fillers } = spokenLines(identity.languages);
  let spoken = 0;
  let wasLast = false;
  let cancelTimer = () => {};

  function look(): void {
    if (call.state.phase !== 'talking' || wasLast) return;
    if (isAgentBusy(call) || call.state.isCallerSpeaking) wait(lookAgainMs);
    else speak();
  }

  function wait(ms: number): void {
    cancelTimer();
    cancelTimer = call.later(look, ms);
  }

  function speak(): void {
    const text = fillers[spoken % fillers.length];
    const clip = text === undefined ? null : call.clipOf(text);
    if (text === undefined || !clip) return;
    spoken += 1;
    wasLast = true;
    const itemId = call.nextId('filler');
    call.tell({ type: 'agent_began', itemId });
    call.tell({ type: 'agent_said', itemId, text });
    call.bridge.playClip(itemId, clip.payload);
  }

  return {
    began(): void {
      if (advanced.fillers) wait(patienceMs);
    },
    over(): void {
      cancelTimer();
    },
    /** The agent or the caller said something of their own. */
    somethingSaid(): void {
      wasLast = false;
    },
  };
}
