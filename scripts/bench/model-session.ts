import { z } from 'zod';
import type { BargeInLedger } from './barge-in-ledger';
import { type FrameLedger, frameMs } from './frame-ledger';
import { momentOf } from './pacer';
import { callerTurn, event, type SpokenResponse, startResponse } from './spoken-response';
import type { Wire } from './wire';

/** `steady`: 50 frames a second without end. `bursts`: quicker than speech, and cut off by the caller. */
export type Manner = 'silent' | 'steady' | 'bursts';

export type SessionDeps = {
  call: number;
  wire: Wire;
  heard: FrameLedger;
  spoken: FrameLedger;
  bargeIns: BargeInLedger;
  /** What the carrier has yet to play, as only the bench can know. */
  unplayedMs(nowMs: number): number;
  later(delayMs: number, run: () => void): void;
};

const words =
  'We are open on Saturday from nine in the morning until noon and you are welcome to come by at any time then'.split(
    ' ',
  );
const callerWords = 'And are you open on Saturday morning as well';
const wordEveryFrames = 5;
const steadyFrames = 500;
/** While it lasts, nobody's first exchange ends: measure after it, for as long as an exchange lasts. */
export const greetingFrames = 250;
const burstFrames = 150;
const shortFrames = 50;
const burstPace = 4;
const cutAfterMs = { least: 400, spread: 2_200 };
const speechMs = 800;
const thinkMs = 300;

const commandSchema = z.looseObject({
  type: z.string(),
  event_id: z.string().optional(),
  item_id: z.string().optional(),
  audio_end_ms: z.number().optional(),
  response: z.looseObject({ metadata: z.record(z.string(), z.string()).nullish() }).optional(),
});
type Command = z.infer<typeof commandSchema>;

/** One call's conversation from the model's side. */
export class ModelSession {
  manner: Manner = 'silent';
  private readonly items = new Map<string, SpokenResponse>();
  private readonly itemsOfFrames: { first: number; item: string }[] = [];
  private response: SpokenResponse | null = null;
  private framesLeft = 0;
  private framesSpoken = 0;
  /** Within its steady exchanges, one behind the other. */
  private isUnderWay = false;
  private frames = 0;
  private nextAtMs = 0;
  private cutAtMs = 0;

  constructor(private readonly deps: SessionDeps) {}

  /** The item that a frame belongs to. */
  itemOf(frame: number): string {
    for (let at = this.itemsOfFrames.length - 1; at >= 0; at -= 1) {
      const found = this.itemsOfFrames[at];
      if (found && found.first <= frame) return found.item;
    }
    return '';
  }

  generatedMs(item: string): number | null {
    return this.items.get(item)?.generatedMs() ?? null;
  }

  onText(text: string, nowMs: number): void {
    if (text.includes('"input_audio_buffer.append"')) this.deps.heard.arrive(this.deps.call, text, nowMs);
    else this.onCommand(commandSchema.parse(JSON.parse(text)));
  }

  /** Once every 20 ms. */
  step(nowMs: number): void {
    if (this.manner === 'steady') this.stepSteadily(nowMs);
    else if (this.manner === 'bursts') this.stepInBursts(nowMs);
  }

  /** Says no more; what it had begun ends here. */
  fallSilent(): void {
    this.manner = 'silent';
    this.isUnderWay = false;
    this.response?.end('completed');
    this.response = null;
  }

  /** One answer and one turn of the caller, at once. */
  shortTurn(): void {
    this.begin(shortFrames, null);
    while (this.framesLeft > 0) this.speakFrame(performance.now());
    this.fallSilent();
    const turn = callerTurn(this.speak);
    turn.started();
    turn.stopped(callerWords);
  }

  private stepSteadily(nowMs: number): void {
    if (!this.response) this.beginSteadily();
    this.speakFrame(nowMs);
    if (this.framesLeft > 0) return;
    this.fallSilent();
    this.manner = 'steady';
    this.isUnderWay = true;
    const turn = callerTurn(this.speak);
    turn.started();
    turn.stopped(callerWords);
  }

  /**
   * The first exchange is met somewhere in it, for callers do not all fall silent in the same moment; and not so near its
   * end that the caller would cut off their greeting.
   */
  private beginSteadily(): void {
    this.begin(steadyFrames, null);
    if (this.isUnderWay) return;
    this.framesLeft = greetingFrames + Math.floor(momentOf(this.deps.call) * steadyFrames);
    this.framesSpoken = steadyFrames - this.framesLeft;
  }

  private stepInBursts(nowMs: number): void {
    if (nowMs < this.nextAtMs) return;
    if (this.cutAtMs > 0 && nowMs >= this.cutAtMs) {
      this.cutIn(nowMs);
      return;
    }
    if (this.cutAtMs === 0) {
      this.begin(burstFrames, null);
      this.cutAtMs = nowMs + cutAfterMs.least + Math.random() * cutAfterMs.spread;
    }
    for (let frame = 0; frame < burstPace && this.response; frame += 1) {
      this.speakFrame(nowMs);
      if (this.framesLeft > 0) continue;
      this.response.end('completed');
      this.response = null;
    }
  }

  private cutIn(nowMs: number): void {
    const turn = callerTurn(this.speak);
    this.cutAtMs = 0;
    this.nextAtMs = nowMs + speechMs + thinkMs;
    this.deps.bargeIns.said(this.deps.call, this.deps.unplayedMs(nowMs), performance.now());
    turn.started();
    this.response?.end('cancelled');
    this.response = null;
    this.deps.later(speechMs, () => turn.stopped(callerWords));
  }

  private begin(frames: number, metadata: Record<string, string> | null): void {
    this.response = startResponse(this.speak, metadata);
    this.items.set(this.response.itemId, this.response);
    this.itemsOfFrames.push({ first: this.frames, item: this.response.itemId });
    this.framesLeft = frames;
    this.framesSpoken = 0;
  }

  private speakFrame(nowMs: number): void {
    if (!this.response) return;
    this.response.audio(this.deps.spoken.next(this.deps.call, nowMs), frameMs);
    this.frames += 1;
    this.framesLeft -= 1;
    this.framesSpoken += 1;
    const word = this.framesSpoken % wordEveryFrames === 0 ? words[this.framesSpoken / wordEveryFrames - 1] : undefined;
    if (word) this.response.words(` ${word}`);
  }

  private readonly speak = (text: string): void => this.deps.wire.send(text);

  private onCommand(command: Command): void {
    if (command.type === 'response.create') this.onCreate(command);
    else if (command.type === 'response.cancel' && !this.response) this.refuse(command, 'response_cancel_not_active');
    else if (command.type === 'conversation.item.truncate') this.onTruncate(command);
  }

  private onCreate(command: Command): void {
    if (this.response) {
      this.refuse(command, 'conversation_already_has_active_response');
    } else if (this.manner === 'silent') {
      this.begin(shortFrames, command.response?.metadata ?? null);
      while (this.framesLeft > 0) this.speakFrame(performance.now());
      this.fallSilent();
    }
  }

  private onTruncate(command: Command): void {
    const { item_id: item = '', audio_end_ms: ms = -1 } = command;
    const why = whyRefused(this.generatedMs(item), ms);
    if (why) {
      this.deps.bargeIns.refuse(why);
      this.refuse(command, why);
      return;
    }
    this.deps.bargeIns.truncated(this.deps.call, item, ms);
    this.speak(event('conversation.item.truncated', { item_id: item, content_index: 0, audio_end_ms: ms }));
  }

  private refuse(command: Command, why: string): void {
    const error = { type: 'invalid_request_error', code: why, message: why, param: null, event_id: command.event_id };
    this.speak(event('error', { error }));
  }
}

/** As the provider answers a truncation, or null when it takes it. */
export function whyRefused(generatedMs: number | null, askedMs: number): string | null {
  if (generatedMs === null) return 'item_not_found';
  if (!Number.isInteger(askedMs) || askedMs < 0) return 'invalid_value';
  return askedMs > generatedMs ? `Audio content of ${generatedMs}ms is already shorter than ${askedMs}ms` : null;
}
