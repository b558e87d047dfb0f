import { z } from 'zod';

/** Something the model has asked money for, as the model itself wrote it down when it told of it. */
export type ModelEntry = {
  /** Empty for a clip: whoever speaks it is not told for whom. */
  callSid: string;
  kind: 'response' | 'transcription' | 'clip';
  providerId: string;
  usage: Record<string, unknown>;
  toldAtMs: number;
};

/** What was said in a call, as whoever said it knows. */
export type Said = {
  callSid: string;
  speaker: 'agent' | 'caller';
  /** A word that nothing else in the run says. */
  code: string;
  text: string;
  toldAtMs: number;
  /** When the caller began to hear it; null for what never came to the caller's line. */
  soundsFromMs: number | null;
  /** When the caller would have heard all of it; null until all of it has come. */
  wholeAtMs: number | null;
  /** When the server could know that: by the mark behind the last of it, as soon as that was given back. */
  knownWholeAtMs: number | null;
  /** The caller heard no more from here on: the line was cleared, or closed, or the server had taken the answer back. */
  cutAtMs: number | null;
};

/** Disk is written every 25 ms; a machine with much to do takes longer. */
export const underWayMs = 750;
/** Sound is on its way to the caller, and then played, for no longer. */
const playsForMs = 3_000;
/** The server knows of an end that it was told by a mark, not of one that comes a moment before. */
const markMs = 150;

const clipDoneSchema = z.object({
  type: z.literal('response.done'),
  response: z.object({ id: z.string(), usage: z.record(z.string(), z.unknown()) }),
});

/** The server waits so long for a database that does not answer, and then turns the caller away. */
const admissionMs = 3_000;

/** The model's own book, the moments at which the server was killed, and when it had no database. */
export class ModelLedger {
  readonly entries: ModelEntry[] = [];
  readonly said: Said[] = [];
  readonly kills: number[] = [];
  readonly outages: { fromMs: number; toMs: number }[] = [];
  private codes = 0;

  nextCode(): string {
    this.codes += 1;
    return `code${String(this.codes).padStart(5, '0')}x`;
  }

  note(entry: ModelEntry): void {
    this.entries.push(entry);
  }

  noteClip(text: string): void {
    const told = clipDoneSchema.safeParse(JSON.parse(text));
    if (!told.success) return;
    const { id: providerId, usage } = told.data.response;
    this.note({ callSid: '', kind: 'clip', providerId, usage, toldAtMs: performance.now() });
  }

  say(words: Pick<Said, 'callSid' | 'speaker' | 'code' | 'text'>): Said {
    const now = performance.now();
    const isHeard = words.speaker === 'caller' ? now : null;
    const heard = { soundsFromMs: isHeard, wholeAtMs: isHeard, knownWholeAtMs: isHeard };
    const said = { ...words, ...heard, toldAtMs: now, cutAtMs: null };
    this.said.push(said);
    return said;
  }

  /** What it costs may have died with the server, for it was told only a moment before. */
  isCostUnderWay({ toldAtMs }: ModelEntry): boolean {
    return this.wasKilled(toldAtMs, toldAtMs + underWayMs);
  }

  /** Its words may have died with the server, for they were not yet heard to their end. */
  areWordsUnderWay(said: Said): boolean {
    const overMs = Math.min(said.wholeAtMs ?? said.toldAtMs + playsForMs, said.cutAtMs ?? Number.POSITIVE_INFINITY);
    return this.wasKilled(said.toldAtMs, Math.max(said.toldAtMs, overMs) + underWayMs);
  }

  /** A number that was never called before cannot be answered without the database. */
  mayTurnAway(atMs: number): boolean {
    return this.outages.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs + admissionMs);
  }

  /** For a problem's line. */
  nearKill(toldAtMs: number): string {
    const [nearest] = this.kills.toSorted((one, other) => Math.abs(one - toldAtMs) - Math.abs(other - toldAtMs));
    return nearest === undefined ? '' : `, told ${Math.round(toldAtMs - nearest)} ms after a kill`;
  }

  private wasKilled(fromMs: number, toMs: number): boolean {
    return this.kills.some((at) => at >= fromMs && at < toMs);
  }
}

/** The caller began to hear it. */
export function wasHeard({ soundsFromMs, cutAtMs }: Said): boolean {
  return soundsFromMs !== null && (cutAtMs === null || soundsFromMs < cutAtMs);
}

/** Nothing was missing when the server heard of its end. */
export function wasHeardWhole({ wholeAtMs, knownWholeAtMs, cutAtMs }: Said): boolean {
  if (wholeAtMs === null || knownWholeAtMs === null) return false;
  return cutAtMs === null || Math.max(wholeAtMs, knownWholeAtMs) + markMs < cutAtMs;
}

/** Cut off before the first sound of it came, and not merely missing when the line was closed later. */
export function wasTakenBack({ toldAtMs, soundsFromMs, cutAtMs }: Said): boolean {
  return cutAtMs !== null && (soundsFromMs !== null || cutAtMs - toldAtMs < playsForMs);
}
