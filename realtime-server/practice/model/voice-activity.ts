export const frameMs = 20;

const windowFrames = 150;
const quietestFloor = -60;
const loudestFloor = -28;

export type Activity = 'started' | 'stopped' | undefined;

export type VoiceActivity = {
  /** One frame of 20 ms, by its loudness in decibels. */
  hear(decibels: number, silenceMs: number): Activity;
  /** Frames since the first voiced one of the current or starting speech. */
  framesSinceOnset(): number;
  speaking(): boolean;
  reset(): void;
};

function tenthPercentile(levels: number[]): number {
  const sorted = levels.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 10)] ?? quietestFloor;
}

/**
 * Speech is what stands out of the last three seconds' background, so a steady hum is heard as background after a while.
 * `threshold` 0.5 asks for 10 dB above it.
 */
export function makeVoiceActivity(threshold: number): VoiceActivity {
  const margin = 4 + threshold * 12;
  let recent: number[] = [];
  let voiced: boolean[] = [];
  let speaking = false;
  let silentMs = 0;
  let sinceOnset = 0;

  function loudEnough(decibels: number): boolean {
    const background = recent.length < 10 ? quietestFloor : tenthPercentile(recent);
    const floor = Math.min(loudestFloor, Math.max(quietestFloor, background));
    return decibels > floor + margin - (speaking ? 4 : 0);
  }

  function begin(isVoiced: boolean): Activity {
    voiced = [...voiced.slice(-3), isVoiced];
    if (voiced.filter(Boolean).length < 3) return undefined;
    speaking = true;
    silentMs = 0;
    sinceOnset = voiced.length - voiced.indexOf(true);
    return 'started';
  }

  function carryOn(isVoiced: boolean, silenceMs: number): Activity {
    sinceOnset++;
    silentMs = isVoiced ? 0 : silentMs + frameMs;
    if (silentMs < silenceMs) return undefined;
    speaking = false;
    voiced = [];
    return 'stopped';
  }

  return {
    hear(decibels, silenceMs) {
      const isVoiced = loudEnough(decibels);
      recent.push(decibels);
      if (recent.length > windowFrames) recent.shift();
      return speaking ? carryOn(isVoiced, silenceMs) : begin(isVoiced);
    },
    framesSinceOnset: () => sinceOnset,
    speaking: () => speaking,
    reset() {
      recent = [];
      voiced = [];
      speaking = false;
      silentMs = 0;
    },
  };
}
