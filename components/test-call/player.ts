import type { BrowserSound } from '@/lib/contracts/browser-call';
import { within } from './within';

/** The agent's voice in this browser. */
export type Player = {
  audio(bytes: ArrayBuffer): void;
  mark(name: string): void;
  clear(): void;
  close(): void;
};

export type PlayerEvents = {
  onPlayed(mark: string): void;
  onSpeaking(speaking: boolean): void;
  onLevel(level: number): void;
};

export async function makePlayer(context: AudioContext, sound: BrowserSound, events: PlayerEvents): Promise<Player> {
  if (!(await canPlay(context))) return makeSilentPlayer(sound, events);
  const node = new AudioWorkletNode(context, 'foyer-playback', {
    numberOfInputs: 0,
    outputChannelCount: [1],
    processorOptions: { sound },
  });

  node.port.onmessage = ({ data }) => {
    if (data.type === 'played') events.onPlayed(data.mark);
    if (data.type === 'busy' || data.type === 'idle') events.onSpeaking(data.type === 'busy');
    if (data.type === 'level') events.onLevel(data.level);
  };
  node.connect(context.destination);

  return {
    audio: (audio) => node.port.postMessage({ type: 'audio', audio }, [audio]),
    mark: (mark) => node.port.postMessage({ type: 'mark', mark }),
    clear: () => node.port.postMessage({ type: 'clear' }),
    close: () => node.disconnect(),
  };
}

const startWithinMs = 1_000;
const loadWithinMs = 3_000;

/** A machine without a loudspeaker leaves the context standing, or never runs what is loaded into it. */
async function canPlay(context: AudioContext): Promise<boolean> {
  await within(startWithinMs, context.resume());
  if (context.state !== 'running') return false;
  const loaded = context.audioWorklet.addModule('/playback-worklet.js').then(() => true);
  return (await within(loadWithinMs, loaded)) ?? false;
}

const bytesPerMs: Record<BrowserSound, number> = { wide: 48, phone: 8 };

/** Plays nothing in the time that playing would take, so that a call without sound goes on as it should. */
export function makeSilentPlayer(sound: BrowserSound, { onPlayed, onSpeaking }: PlayerEvents): Player {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let quietAtMs = 0;

  function later(run: () => void) {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        run();
      },
      Math.max(0, quietAtMs - performance.now()),
    );
    timers.add(timer);
  }
  function clear() {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    quietAtMs = 0;
    onSpeaking(false);
  }

  return {
    audio({ byteLength }) {
      if (quietAtMs <= performance.now()) onSpeaking(true);
      quietAtMs = Math.max(quietAtMs, performance.now()) + byteLength / bytesPerMs[sound];
      later(() => performance.now() >= quietAtMs && onSpeaking(false));
    },
    mark: (name) => later(() => onPlayed(name)),
    clear,
    close: clear,
  };
}
