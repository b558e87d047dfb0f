/** Something the model has asked money for, as the model itself wrote it down when it told of it. */
export type ModelEntry = {
  callSid: string;
  kind: 'response' | 'transcription';
  providerId: string;
  usage: Record<string, unknown>;
  speaker: 'agent' | 'caller';
  /** A word that nothing else in the run says. */
  code: string;
  toldAtMs: number;
  /** When the caller had heard all of it, as the carrier knows. */
  heardByMs: number;
  /** The caller's line was cleared while this was to be played: nothing of it may have been heard, and so be no turn. */
  isCut: boolean;
};

/** Disk is written every 25 ms; a machine with much to do takes longer. */
export const underWayMs = 750;
/** Sound is on its way to the caller, and then played, for no longer. */
const playsForMs = 3_000;
/** Until a call that was taken up again is judged by its turns; what its first answer after that loses is not known yet. */
const takenUpMs = 8_000;

/** The model's own book, and the moments at which the server was killed. */
export class ModelLedger {
  readonly entries: ModelEntry[] = [];
  readonly kills: number[] = [];
  private codes = 0;

  nextCode(): string {
    this.codes += 1;
    return `code${String(this.codes).padStart(5, '0')}x`;
  }

  note(entry: ModelEntry): void {
    this.entries.push(entry);
  }

  /** All that the model has said in this call has been played by now, or never will be. */
  playedOut(callSid: string): void {
    const now = performance.now();
    for (const entry of this.entries) {
      if (entry.callSid === callSid && entry.heardByMs === Number.POSITIVE_INFINITY) entry.heardByMs = now;
    }
  }

  cutOff(callSid: string): void {
    const now = performance.now();
    for (const entry of this.entries) {
      if (entry.callSid === callSid && now - entry.toldAtMs < playsForMs) entry.isCut = true;
    }
  }

  /** What it costs may have died with the server, for it was told a moment before, or to a socket that nobody read. */
  isCostUnderWay({ toldAtMs }: ModelEntry): boolean {
    return this.kills.some((at) => Math.abs(at - toldAtMs) < underWayMs);
  }

  /** Its words may have died with the server, for they were not yet heard to their end. */
  isTurnUnderWay({ toldAtMs, heardByMs }: ModelEntry): boolean {
    return this.kills.some(
      (at) => at > toldAtMs - takenUpMs && at < Math.max(heardByMs, toldAtMs + playsForMs) + underWayMs,
    );
  }

  /** For a problem's line. */
  nearKill({ toldAtMs, heardByMs }: ModelEntry): string {
    const [nearest] = this.kills.toSorted((one, other) => Math.abs(one - toldAtMs) - Math.abs(other - toldAtMs));
    if (nearest === undefined) return '';
    return `, told ${Math.round(toldAtMs - nearest)} ms and heard ${Math.round(heardByMs - nearest)} ms after a kill`;
  }
}
