import type { Payload } from './carrier';

/**
 * The sound of one call on its way to a file. It hears the whole call, so that it knows what was played when; it keeps
 * nothing before `arm`, and writes nothing down before `begin`. Nothing here throws, and nothing on the audio path waits.
 */
export type Recorder = {
  /** The notice was heard: this moment is the beginning of the file. */
  arm(): void;
  /** The consent is written down: from here on sound is. `onTrouble`: it has stopped by itself, and the call goes on. */
  begin(onTrouble: (why: RecorderTrouble) => void): void;
  /** `sentAtMs`: the carrier's own time of this sound, counted from the start of its stream, where it tells. */
  callerSent(payload: Payload, sentAtMs?: number): void;
  agentSent(payload: Payload): void;
  markSent(name: string): void;
  markReturned(name: string): void;
  /** What was sent and not yet played never will be. */
  cleared(): void;
  /** Deletes all of it, for good. */
  discard(): void;
  /** Resolves when the file is whole. */
  finish(): Promise<void>;
};

export type RecorderTrouble = 'disk_full' | 'disk_failed' | 'disk_slow';
