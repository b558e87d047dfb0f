import { FrameLedger, frameMs } from '../bench/frame-ledger';
import type { Said } from './model-ledger';

const sampleBytesPerMs = 8;

type Answer = { said: Said; frames: number; arrived: number; marked: number; marksOut: number };

/** The end of the line: every frame of an answer has a number, so that it is known what of it was played, and when. */
export class CallerEar {
  private readonly sound = new FrameLedger('d');
  private readonly owners: Answer[] = [];
  private answers: Answer[] = [];
  private untilMs = 0;
  private isHungUp = false;

  /** When the caller has heard all that came so far; 0 while nothing has come. */
  get playedUntilMs(): number {
    return this.untilMs;
  }

  /** An answer of the model begins; gives what makes its sound. */
  expect(said: Said): () => string {
    const answer = { said, frames: 0, arrived: 0, marked: 0, marksOut: 0 };
    if (this.isHungUp) said.cutAtMs = said.toldAtMs;
    else this.answers.push(answer);
    return () => {
      answer.frames += 1;
      this.owners.push(answer);
      return this.sound.next(0, 0);
    };
  }

  arrived(text: string, nowMs: number): void {
    const payload = /"payload":"([^"]*)"/.exec(text)?.[1] ?? '';
    const fromMs = Math.max(nowMs, this.untilMs);
    this.untilMs = fromMs + Math.floor((payload.length * 0.75) / sampleBytesPerMs);
    this.sound.arrive(0, payload, nowMs, (number) => {
      const answer = this.owners[number];
      if (!answer) return;
      answer.arrived += 1;
      answer.said.soundsFromMs ??= fromMs;
      if (answer.arrived === answer.frames) answer.said.wholeAtMs = this.untilMs;
    });
  }

  /** The server asks to be told when all up to here was played; gives what is done when it is told. */
  marked(): (nowMs: number) => void {
    const meant = this.answers.filter(({ arrived, marked }) => arrived > marked);
    const restMs = meant.map((answer) => {
      answer.marked = answer.arrived;
      answer.marksOut += 1;
      return (answer.frames - answer.arrived) * frameMs;
    });
    return (nowMs) => {
      for (const [at, answer] of meant.entries()) {
        answer.marksOut -= 1;
        if (answer.marksOut === 0) answer.said.knownWholeAtMs = nowMs + (restMs[at] ?? 0);
      }
    };
  }

  cleared(nowMs: number): void {
    this.cut(() => true, nowMs);
    this.untilMs = nowMs;
  }

  /** Nothing of what was sent here will ever be played, and nothing was said on the next line yet. */
  closed(nowMs: number): void {
    this.cut(() => true, nowMs);
    this.untilMs = 0;
  }

  /** Nobody is at this end any more: whatever is answered from now on is said to nobody. */
  hungUp(nowMs: number): void {
    this.closed(nowMs);
    this.isHungUp = true;
  }

  /** The server takes an answer back: what came of it is played, what did not will never come. */
  takenBack(isMeant: (code: string) => boolean, nowMs: number): void {
    this.cut(({ said, arrived }) => arrived === 0 && isMeant(said.code), nowMs);
  }

  private cut(isMeant: (answer: Answer) => boolean, nowMs: number): void {
    for (const answer of this.answers.filter(isMeant)) answer.said.cutAtMs ??= nowMs;
    this.answers = this.answers.filter(({ said }) => said.cutAtMs === null);
  }
}
