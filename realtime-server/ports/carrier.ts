/** µ-law 8 kHz on the telephone; PCM16 24 kHz little-endian in the browser's wide sound. */
export type AudioFormat = 'pcmu_8k' | 'pcm_24k';

export const bytesPerMs = { pcmu_8k: 8, pcm_24k: 48 } as const satisfies Record<AudioFormat, number>;

/**
 * Sound as it travels, so that nobody decodes it on the way: base64 of the line's format, as ASCII. Never written to, and
 * only lent: it lies where the next frame will be read, and whoever wants it later takes a copy.
 */
export type Payload = Buffer;

/** Plain sound, made ready to travel. */
export function asPayload(sound: Buffer): Payload {
  return Buffer.from(sound.toString('base64'), 'latin1');
}

/** What travelled, as plain sound. */
export function soundOf(payload: Payload): Buffer {
  return Buffer.from(payload.toString('latin1'), 'base64');
}

/** The line to the caller. Sound is passed on as it came. Nothing here throws. */
export type Carrier = {
  readonly format: AudioFormat;
  /**
   * `mark` goes right behind it, as `sendMark` would send it, and on the same journey. False: the line does not read what
   * it is sent, and this was given up.
   */
  sendAudio(payload: Payload, mark?: string): boolean;
  /** Comes back through `onMark` once everything sent before it was played, or at once when it was cleared. */
  sendMark(name: string): void;
  /** Throws away what was sent and not yet played. */
  clearAudio(): void;
  /** Ends the call itself. Resolves when the carrier accepted it; safe to repeat. */
  hangUp(): Promise<void>;
  /** Gives the call back to the carrier's next instruction, without ending it. Safe to repeat. */
  release(): void;
};

/** What comes from the line; the session implements it. Each is called in order, none may throw. */
export type CarrierEvents = {
  /** `sentAtMs`: the carrier's own time of it, from the start of its stream, where it tells. */
  onAudio(payload: Payload, sentAtMs?: number): void;
  onMark(name: string): void;
  onDigit(digit: string): void;
  /** Typed words: only a browser's line has them. */
  onText(text: string): void;
  onClosed(cause: 'caller_hung_up' | 'lost'): void;
};
