import type { BrowserSound } from '@/lib/contracts/browser-call';
import type { Problem } from './call-phase';

export type Microphone = { setMuted(muted: boolean): void; close(): void };

type Events = { onFrame(audio: ArrayBuffer): void; onLevel(level: number): void };

/** Asks the person; the problem is named where there will be no microphone. */
export async function askForMicrophone(): Promise<MediaStream | Problem> {
  if (!navigator.mediaDevices) return 'microphone_missing';
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
  } catch (error) {
    const denied = error instanceof DOMException && error.name === 'NotAllowedError';
    return denied ? 'microphone_denied' : 'microphone_missing';
  }
}

export async function openMicrophone(
  context: AudioContext,
  stream: MediaStream,
  sound: BrowserSound,
  { onFrame, onLevel }: Events,
): Promise<Microphone> {
  await context.audioWorklet.addModule('/capture-worklet.js');
  const source = context.createMediaStreamSource(stream);
  const node = new AudioWorkletNode(context, 'foyer-capture', { numberOfOutputs: 0, processorOptions: { sound } });

  node.port.onmessage = ({ data }) => {
    onFrame(data.audio);
    onLevel(data.level);
  };
  source.connect(node);

  return {
    setMuted: (muted) => node.port.postMessage({ muted }),
    close() {
      source.disconnect();
      node.port.onmessage = null;
      for (const track of stream.getTracks()) track.stop();
    },
  };
}
