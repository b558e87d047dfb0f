import type { Line } from './line';

export type Step = { kind: 'sound'; text: string; muLaw: Uint8Array } | { kind: 'keys'; keys: string };

export type CallerOptions = {
  line: Line;
  steps: Step[];
  /** Set: the caller does not wait for a pause but speaks this long after the agent began. */
  interruptAfterMs: number | null;
  press(digit: string): void;
  tell(step: Step): void;
  hangUp(): void;
};

const politePauseMs = 900;
const partingPauseMs = 2500;
const patienceMs = 9000;
const betweenKeysMs = 160;

/** The person on the phone: listens, waits for a pause, says the next line, and hangs up after the last answer. */
export function startCaller({ line, steps, interruptAfterMs, press, tell, hangUp }: CallerOptions): () => void {
  const left = [...steps];
  const keys: string[] = [];
  let agentSinceMs: number | null = null;
  let lastVoicedMs: number | null = null;
  let waitingSinceMs = line.nowMs();
  let keysDueMs = 0;

  function begin(step: Step, atMs: number): void {
    tell(step);
    agentSinceMs = null;
    waitingSinceMs = atMs;
    if (step.kind === 'sound') line.speak(step.muLaw);
    else keys.push(...step.keys);
  }

  function mayTalk(atMs: number): boolean {
    if (interruptAfterMs !== null && left.length > 0 && agentSinceMs !== null)
      return atMs - agentSinceMs >= interruptAfterMs;
    if (agentSinceMs === null || lastVoicedMs === null) return atMs - waitingSinceMs >= patienceMs;
    const pauseMs = left.length > 0 ? politePauseMs : partingPauseMs;
    return !line.isPlaying() && atMs - lastVoicedMs >= pauseMs;
  }

  return line.onFrame(({ atMs, heardIsVoiced }) => {
    if (line.callerIsSpeaking()) {
      waitingSinceMs = atMs;
      return;
    }
    if (line.isOnHold()) {
      waitingSinceMs = atMs;
      agentSinceMs = null;
      lastVoicedMs = null;
      return;
    }
    if (heardIsVoiced) {
      agentSinceMs ??= atMs;
      lastVoicedMs = atMs;
    }
    if (keys.length > 0) {
      if (atMs < keysDueMs) return;
      keysDueMs = atMs + betweenKeysMs;
      waitingSinceMs = atMs;
      press(keys.shift() ?? '');
      return;
    }
    if (!mayTalk(atMs)) return;
    const step = left.shift();
    if (step) begin(step, atMs);
    else hangUp();
  });
}
