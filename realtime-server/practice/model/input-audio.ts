import { pcmFromMuLaw } from '../sound/mu-law';
import { decibels, loudness, pcmFromBytes } from '../sound/pcm';
import type { AudioFormat, TurnDetection } from './session-config';
import { frameMs, makeVoiceActivity } from './voice-activity';

/** What one turn of the caller was, cut out of everything appended. */
export type Utterance = { startMs: number; endMs: number; voicedMs: number; bytes: Buffer; format: AudioFormat };

export type InputAudioEvents = {
  speechStarted(startMs: number): void;
  speechStopped(utterance: Utterance): void;
};

export type InputAudio = {
  configure(format: AudioFormat, detection: TurnDetection | null): void;
  append(bytes: Buffer): void;
  /** Everything since the last turn, for a client that decides by itself. */
  take(): Utterance;
  clear(): void;
  bufferedMs(): number;
  positionMs(): number;
};

const semanticSilenceMs = { low: 1200, medium: 800, auto: 800, high: 500 };
const longestUnspokenMs = 6000;

const bytesPerMs = (format: AudioFormat) => (format.type === 'audio/pcmu' ? 8 : 48);

function silenceMsOf(detection: TurnDetection): number {
  return detection.type === 'server_vad' ? detection.silence_duration_ms : semanticSilenceMs[detection.eagerness];
}

function prefixMsOf(detection: TurnDetection): number {
  return detection.type === 'server_vad' ? detection.prefix_padding_ms : 300;
}

/** The clock of this buffer is the audio itself: milliseconds since the first byte appended. */
export function makeInputAudio(events: InputAudioEvents): InputAudio {
  let format: AudioFormat = { type: 'audio/pcm', rate: 24_000 };
  let detection: TurnDetection | null = null;
  let activity = makeVoiceActivity(0.5);
  let kept: Buffer = Buffer.alloc(0);
  let keptFromMs = 0;
  let heardMs = 0;
  let onsetMs = 0;
  let startMs = 0;

  const endOfKeptMs = () => keptFromMs + kept.length / bytesPerMs(format);

  function dropBefore(ms: number): void {
    const drop = Math.min(kept.length, Math.max(0, Math.round(ms - keptFromMs)) * bytesPerMs(format));
    kept = kept.subarray(drop);
    keptFromMs += drop / bytesPerMs(format);
  }

  function cut(fromMs: number, toMs: number, voicedMs: number): Utterance {
    const rate = bytesPerMs(format);
    const bytes = Buffer.from(
      kept.subarray(Math.round((fromMs - keptFromMs) * rate), Math.round((toMs - keptFromMs) * rate)),
    );
    dropBefore(toMs);
    return { startMs: fromMs, endMs: toMs, voicedMs, bytes, format };
  }

  function hearFrame(current: TurnDetection): void {
    const at = Math.round((heardMs - keptFromMs) * bytesPerMs(format));
    const frame = kept.subarray(at, at + frameMs * bytesPerMs(format));
    const pcm = format.type === 'audio/pcmu' ? pcmFromMuLaw(frame) : pcmFromBytes(frame);
    const silenceMs = silenceMsOf(current);
    const change = activity.hear(decibels(loudness(pcm)), silenceMs);
    heardMs += frameMs;

    if (change === 'started') {
      onsetMs = heardMs - activity.framesSinceOnset() * frameMs;
      startMs = Math.max(keptFromMs, onsetMs - prefixMsOf(current));
      dropBefore(startMs);
      events.speechStarted(startMs);
    } else if (change === 'stopped') {
      events.speechStopped(cut(startMs, heardMs, heardMs - silenceMs - onsetMs));
    } else if (!activity.speaking()) {
      dropBefore(heardMs - longestUnspokenMs);
    }
  }

  function clear(): void {
    keptFromMs = Math.ceil(endOfKeptMs());
    heardMs = keptFromMs;
    kept = Buffer.alloc(0);
    activity.reset();
  }

  return {
    configure(nextFormat, nextDetection) {
      if (nextFormat.type !== format.type) {
        clear();
        format = nextFormat;
      }
      const threshold = nextDetection?.type === 'server_vad' ? nextDetection.threshold : 0.5;
      if (JSON.stringify(nextDetection) !== JSON.stringify(detection)) activity = makeVoiceActivity(threshold);
      heardMs = Math.max(heardMs, keptFromMs);
      detection = nextDetection;
    },
    append(bytes) {
      kept = Buffer.concat([kept, bytes]);
      while (detection && endOfKeptMs() - heardMs >= frameMs) hearFrame(detection);
    },
    take() {
      const endMs = Math.floor(endOfKeptMs());
      const utterance = cut(keptFromMs, endMs, endMs - keptFromMs);
      heardMs = Math.max(heardMs, endMs);
      activity.reset();
      return utterance;
    },
    clear,
    bufferedMs: () => endOfKeptMs() - keptFromMs,
    positionMs: () => Math.round(endOfKeptMs()),
  };
}
