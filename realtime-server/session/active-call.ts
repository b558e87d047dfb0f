import type { CompiledAgent } from '@/lib/agent/compile-agent';
import type { EndReason } from '@/lib/contracts/call';
import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import type { GreetingClip } from '../agent/greeting-clips';
import type { ResponseSequencer } from '../agent/response-sequencer';
import type { Bridge } from '../media/bridge';
import type { Playback } from '../media/playback';
import type { CallCalendar } from '../ports/calendar';
import type { CallBudget } from '../ports/call-budget';
import type { CallSetup } from '../ports/call-setup';
import type { CallStore } from '../ports/call-store';
import type { Carrier } from '../ports/carrier';
import type { CallConnections } from '../ports/connections';
import type { CallKnowledge } from '../ports/knowledge';
import type { Recorder } from '../ports/recorder';
import type { CallTexts } from '../ports/texts';
import type { CallTransfers } from '../ports/transfers';
import type { VoiceModel } from '../ports/voice-model';
import type { Collector, Heard } from '../transcript/collector';
import type { CallState } from './call-state';
import type { LeftModels } from './left-models';

export type Greeting = {
  text: string;
  clip: GreetingClip | null;
  /** Null until it is known which item speaks it. */
  itemId: string | null;
  /** The caller may not cut in, and is listened to only afterwards. */
  isProtected: boolean;
};

/** One call in progress, as its rules see it. Only the session makes one; each rule is a function over it. */
export type ActiveCall = {
  readonly setup: CallSetup;
  /** What the model is asked to be by now: a limit that is near takes from it. */
  agent: CompiledAgent;
  readonly carrier: Carrier;
  /** Null where this call cannot be recorded. */
  readonly recorder: Recorder | null;
  readonly store: CallStore;
  /** Null where this call can look nothing up. */
  readonly knowledge: CallKnowledge | null;
  /** Null where this call can ask no other system. */
  readonly connections: CallConnections | null;
  /** Null where nobody counts what this call costs. */
  readonly budget: CallBudget | null;
  /** Null where this call can book nothing. */
  readonly calendar: CallCalendar | null;
  /** Null where this call can pass its caller on to nobody. */
  readonly transfers: CallTransfers | null;
  /** Null where this call can send no texts. */
  readonly texts: CallTexts | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly playback: Playback;
  readonly bridge: Bridge;
  readonly sequencer: ResponseSequencer;
  readonly greeting: Greeting;
  /** Spoken when the model cannot be had; null when it was never made. */
  readonly apology: GreetingClip | null;
  /** Words in the tenant's voice; null when they were never spoken, and then they are made for the next time. */
  clipOf(text: string): GreetingClip | null;
  /** Items that the model was told of in words: it has no sound of them that could be cut. */
  readonly told: Set<string>;
  state: CallState;
  /** The caller cut in on what would have been the last words. */
  closingCancelled: () => void;
  model: VoiceModel;
  /** Sessions before this one, and in the end this one too. */
  readonly leftModels: LeftModels;
  nextId(prefix: string): string;
  /** By the wall clock, which may be set meanwhile: what happens later is this and `sinceAnswerMs`. */
  readonly answeredAt: Date;
  sinceAnswerMs(): number;
  /** To the transcript, with the time. */
  tell(event: Heard): void;
  soFar: Collector['soFar'];
  /** From here on, and back to the beginning, the caller's words are not stored. */
  hideCaller(): void;
  areWordsHidden(): boolean;
  /** Nothing that fails in here leaves this call: the call itself ends with `error`. */
  /** Ends this call alone, and gives it back to the carrier. */
  fail(error: unknown): void;
  guard(run: () => void): void;
  /** Guarded, and only if the call is not over by then. */
  later(run: () => void, delayMs: number): () => void;
  /** At once, or when the model has been told what came before. */
  whenReady(run: () => void): void;
  runWaiting(): void;
  stopTimers(): void;
  end(reason: EndReason): Promise<void>;
};
