import { randomBytes } from 'node:crypto';

export type Direction = 'u' | 'd';

const marker = 'BENCH';
const tagLength = marker.length + 1 + 4 + 8;
/** 160 bytes of µ-law in base64: 214 letters that mean something, and two of padding. */
export const payloadLength = 216;
export const frameMs = 20;
const filler = `${randomBytes(147).toString('base64')}==`.slice(-(payloadLength - tagLength) - 2);
const tail = `${filler.slice(0, payloadLength - tagLength - 3)}A==`;

const maxFrames = 32_768;
/** How far back a time of sending is remembered: 80 s. */
const ring = 4_096;

type Track = { sent: number; sentAtMs: Float64Array; arrivals: Uint8Array; from: number; to: number };

export type LedgerFigures = {
  sent: number;
  lost: number;
  doubled: number;
  misdelivered: number;
  latenciesMs: number[];
};

/** Every frame of one direction has a number of its own, so that none can be lost, doubled or led astray unseen. */
export class FrameLedger {
  private readonly tracks = new Map<number, Track>();
  private latenciesMs: number[] = [];
  private misdelivered = 0;
  private isMeasuring = false;

  constructor(private readonly direction: Direction) {}

  forget(call: number): void {
    this.tracks.delete(call);
  }

  /** The payload of the next frame of this call. */
  next(call: number, nowMs: number): string {
    const track = this.trackOf(call);
    const number = track.sent;
    track.sent += 1;
    track.sentAtMs[number % ring] = nowMs;
    return `${marker}${this.direction}${String(call).padStart(4, '0')}${String(number).padStart(8, '0')}${tail}`;
  }

  /** Reads every frame in a text; `arrived` gets each one's number, and whether it came to its own call. */
  arrive(call: number, text: string, nowMs: number, arrived?: (number: number) => void): number {
    let found = 0;
    for (let at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + payloadLength)) {
      found += 1;
      const number = this.read(call, text, at, nowMs);
      if (number !== null) arrived?.(number);
    }
    return found;
  }

  startMeasuring(): void {
    this.isMeasuring = true;
    this.latenciesMs = [];
    this.misdelivered = 0;
    for (const track of this.tracks.values()) {
      track.from = track.sent;
      track.to = Number.POSITIVE_INFINITY;
    }
  }

  /** What is sent from now on does not count; what is under way does. */
  stopMeasuring(): void {
    this.isMeasuring = false;
    for (const track of this.tracks.values()) track.to = Math.min(track.to, track.sent);
  }

  figures(): LedgerFigures {
    let sent = 0;
    let lost = 0;
    let doubled = 0;
    for (const { from, to, arrivals } of this.tracks.values()) {
      if (to === Number.POSITIVE_INFINITY) continue;
      for (let number = from; number < to; number += 1) {
        sent += 1;
        const count = arrivals[number] ?? 0;
        if (count === 0) lost += 1;
        if (count > 1) doubled += 1;
      }
    }
    return { sent, lost, doubled, misdelivered: this.misdelivered, latenciesMs: this.latenciesMs };
  }

  private read(call: number, text: string, at: number, nowMs: number): number | null {
    const owner = digits(text, at + 6, 4);
    const number = digits(text, at + 10, 8);
    const track = this.tracks.get(owner);
    const isWhole = text.startsWith(tail, at + tagLength);
    if (text[at + 5] !== this.direction || owner !== call || !track || !isWhole || number >= track.sent) {
      this.misdelivered += 1;
      return null;
    }
    track.arrivals[number] = (track.arrivals[number] ?? 0) + 1;
    const isCounted = number >= track.from && (this.isMeasuring || number < track.to);
    if (isCounted) this.latenciesMs.push(nowMs - (track.sentAtMs[number % ring] ?? nowMs));
    return number;
  }

  private trackOf(call: number): Track {
    const found = this.tracks.get(call);
    if (found && found.sent < maxFrames) return found;
    if (found) throw new Error('A call of the bench went on for too long.');
    const from = this.isMeasuring ? 0 : Number.POSITIVE_INFINITY;
    const track = {
      ...{ sent: 0, from, to: Number.POSITIVE_INFINITY },
      sentAtMs: new Float64Array(ring),
      arrivals: new Uint8Array(maxFrames),
    };
    this.tracks.set(call, track);
    return track;
  }
}

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) value = value * 10 + text.charCodeAt(at) - 48;
  return value;
}
