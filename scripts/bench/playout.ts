/** Something the model said, as the carrier's ear tells it apart: the greeting is one, and each item of the model. */
export type Segment = { item: string; fromMs: number; toMs: number };
type Mark = { name: string; dueMs: number; returned: boolean };

/** What the caller had really heard of each item that was still in the buffer. */
export type Cleared = { marks: string[]; heardMs: Map<string, number>; unplayedMs: number };

/** The carrier's buffer: sound is played in its order at its own speed, and a mark comes back when it is reached. */
export class Playout {
  private segments: Segment[] = [];
  private marks: Mark[] = [];
  private readonly playedMs = new Map<string, number>();
  private endMs = 0;

  play(item: string, lengthMs: number, nowMs: number): void {
    this.settle(nowMs);
    const fromMs = Math.max(nowMs, this.endMs);
    this.endMs = fromMs + lengthMs;
    const last = this.segments.at(-1);
    if (last?.item === item && last.toMs === fromMs) last.toMs = this.endMs;
    else this.segments.push({ item, fromMs, toMs: this.endMs });
  }

  /** When it is to be returned, and as what. */
  mark(name: string, nowMs: number): Mark {
    const mark = { name, dueMs: Math.max(nowMs, this.endMs), returned: false };
    this.marks.push(mark);
    return mark;
  }

  /** False when `clear` has sent it back already. */
  returned(mark: Mark): boolean {
    if (mark.returned) return false;
    mark.returned = true;
    if (this.marks[0] === mark) this.marks.shift();
    else this.marks = this.marks.filter((one) => one !== mark);
    return true;
  }

  unplayedMs(nowMs: number): number {
    return Math.max(0, this.endMs - nowMs);
  }

  clear(nowMs: number): Cleared {
    this.settle(nowMs);
    const unplayedMs = this.unplayedMs(nowMs);
    const heardMs = new Map<string, number>();
    for (const { item, fromMs } of this.segments) {
      const before = heardMs.get(item) ?? this.playedMs.get(item) ?? 0;
      heardMs.set(item, before + Math.max(0, nowMs - fromMs));
    }
    const marks = this.marks.map((mark) => {
      mark.returned = true;
      return mark.name;
    });
    this.segments = [];
    this.marks = [];
    this.playedMs.clear();
    this.endMs = nowMs;
    return { marks, heardMs, unplayedMs };
  }

  private settle(nowMs: number): void {
    while (this.segments[0] && this.segments[0].toMs <= nowMs) {
      const { item, fromMs, toMs } = this.segments[0];
      this.playedMs.set(item, (this.playedMs.get(item) ?? 0) + toMs - fromMs);
      this.segments.shift();
    }
  }
}
