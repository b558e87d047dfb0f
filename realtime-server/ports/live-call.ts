import type { EndReason, Turn } from '@/lib/contracts/call';
import type { CallCommand, CommandAnswer } from '@/lib/contracts/command';
import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import type { CallCalendar } from './calendar';
import type { CallBudget } from './call-budget';
import type { CallSetup } from './call-setup';
import type { CallStore } from './call-store';
import type { Carrier, CarrierEvents } from './carrier';
import type { CallConnections } from './connections';
import type { CallKnowledge } from './knowledge';
import type { Recorder } from './recorder';
import type { CallTexts } from './texts';
import type { CallTransfers, TransferAnswer } from './transfers';

/** A call in progress, as the doors see it: the session implements it. */
export type LiveCall = CarrierEvents & {
  /** Brings the call to its end. Resolves when its record is safe; safe to repeat. */
  end(reason: EndReason): Promise<void>;
  /** Lets go of the call without ending it: another server has it, or will. Resolves when what was said is safe. */
  handOver(): Promise<void>;
  /** Says that the caller is being connected, and connects them. The same order twice rings once. */
  transfer(order: { requestId: string; label: string }): Promise<TransferAnswer>;
  /** What somebody of the team asks of it. */
  obey(command: CallCommand): Promise<CommandAnswer>;
  /** Every turn as it grows, by sequence. */
  onTurn(listener: (turn: Turn) => void): void;
};

export type CallLine = {
  setup: CallSetup;
  carrier: Carrier;
  store: CallStore;
  /** Absent where this call cannot be recorded; whether it may be is the session's to find out. */
  recorder?: Recorder;
  /** Absent where this call can look nothing up. */
  knowledge?: CallKnowledge;
  /** Absent where nobody counts what this call costs. */
  budget?: CallBudget;
  /** Absent where this call can ask no other system. */
  connections?: CallConnections;
  /** Absent where this call can book nothing. */
  calendar?: CallCalendar;
  /** Absent where this call can send no texts. */
  texts?: CallTexts;
  /** Absent where this call cannot pass its caller on. */
  transfers?: CallTransfers;
  clock: Clock;
  log: Log;
  /** Once, after the store has finished. */
  onEnded(): void;
};

export type StartCall = (line: CallLine) => LiveCall;
