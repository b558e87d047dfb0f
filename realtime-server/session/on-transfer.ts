import { spokenName } from '@/lib/agent/returning-caller';
import { notStored } from '@/lib/contracts/recording';
import { whisperSummary } from '@/lib/transfer/whisper';
import type { Wish } from '../agent/response-sequencer';
import type { TransferAnswer } from '../ports/transfers';
import type { ActiveCall } from './active-call';
import type { ClosingRule } from './on-closing';
import { nobodyWasRung, sayConnecting, sayNotConnected } from './transfer-phrases';

export type Planned = { transferId: string; label: string };

type Announced = Planned & { isOrdered: boolean };

/** Whoever cut in and was not understood within this has something to say. */
const decideWithinMs = 6000;
const mostWordsOfCaller = 12;

export type TransferRule = ReturnType<typeof makeTransfer>;

type TransferDeps = {
  closing: ClosingRule;
  /** The call is somebody else's: we let go of it, without ending it. */
  leave(): void;
};

/**
 * A caller is passed on when they have heard that they will be. Whoever speaks before that is answered instead; where a
 * person of the tenant's wants them, they are answered and hear it again.
 */
export function makeTransfer(call: ActiveCall, { closing, leave }: TransferDeps) {
  const { setup, transfers } = call;
  /** Announced to the caller, and not begun. */
  let planned: Announced | null = null;
  let isInterrupted = false;

  function begin(next: Announced, hasSpoken: boolean): void {
    planned = next;
    // They speak already: what they say decides.
    if (call.state.isCallerSpeaking) {
      interrupted();
      return;
    }
    announce(hasSpoken ? null : { instructions: sayConnecting(next.label) });
  }

  function announce(words: Wish | null): void {
    isInterrupted = false;
    closing.begin('transferred', words);
    // A limit, or a fault, ends the call meanwhile.
    if (call.state.closing?.reason !== 'transferred') drop();
  }

  function drop(): void {
    if (planned) transfers?.cancel(planned.transferId);
    planned = null;
    isInterrupted = false;
  }

  function interrupted(): void {
    if (!planned) return;
    isInterrupted = true;
    const waiting = planned;
    call.later(() => planned === waiting && callerSpoke(), decideWithinMs);
  }

  function callerSpoke(): void {
    if (!planned || !isInterrupted) return;
    if (planned.isOrdered) {
      announce({ instructions: sayConnecting(planned.label) });
      return;
    }
    drop();
    call.whenReady(() => call.model.addItem({ itemId: call.nextId('note'), role: 'system', text: nobodyWasRung }));
  }

  async function connect({ transferId, label }: Planned): Promise<void> {
    call.store.noteEvent('transfer_begun', { label });
    try {
      await transfers?.connect(transferId);
    } catch (err) {
      call.log.warn({ err }, 'A caller could not be passed on');
      call.guard(() => stay(label));
      return;
    }
    leave();
  }

  function stay(label: string): void {
    if (call.state.phase === 'over') return;
    call.store.noteEvent('transfer_failed', { label });
    call.state = { ...call.state, phase: 'talking', closing: null };
    call.sequencer.request({ instructions: sayNotConnected(label) });
  }

  /** What may be told of the caller: their own words, if they may be kept. */
  function summary(): string {
    const before = setup.history.flatMap(({ speaker, text }) => (speaker === 'caller' ? [text] : []));
    const now = call.soFar().flatMap(({ turn }) => (turn.speaker === 'caller' ? [turn.text] : []));
    const said = [...before, ...now].filter((text) => text !== '' && text !== notStored && !text.startsWith('['));
    return whisperSummary({
      businessName: setup.config.identity.businessName,
      callerName: spokenName(setup.caller),
      callerNumber: setup.callerNumber,
      said: call.areWordsHidden() ? [] : said.slice(-mostWordsOfCaller),
    });
  }

  async function plan(toolCallId: string, label: string): Promise<TransferAnswer> {
    if (!transfers) return { kind: 'refused', why: 'number' };
    return transfers.plan({ toolCallId, label, summary: summary() });
  }

  async function planTakeOver(commandId: string): Promise<TransferAnswer> {
    if (!transfers) return { kind: 'refused', why: 'number' };
    return transfers.planTakeOver({ commandId, summary: summary() });
  }

  /** A person of the tenant's wants the caller connected, whatever is being said. */
  async function order(answer: TransferAnswer): Promise<TransferAnswer> {
    if (answer.kind !== 'planned') return answer;
    if (call.state.phase !== 'talking') {
      transfers?.cancel(answer.transferId);
      return { kind: 'refused', why: 'under_way' };
    }
    begin({ ...answer, isOrdered: true }, false);
    return answer;
  }

  return {
    plan,
    begin: (next: Planned, hasSpoken: boolean) => begin({ ...next, isOrdered: false }, hasSpoken),
    /** The last word before it was cut off. */
    interrupted,
    callerSpoke,
    /** It was a noise: what was being said is said again, and then they are connected. False when there is nothing to go on with. */
    goOn(instructions: string | null): boolean {
      if (!planned || !isInterrupted) return false;
      announce({ instructions: instructions ?? sayConnecting(planned.label) });
      return true;
    },
    /** The caller has heard it. */
    heard(): void {
      const next = planned;
      planned = null;
      if (next) void connect(next);
    },
    order: async (requestId: string, label: string) => order(await plan(requestId, label)),
    orderTakeOver: async (commandId: string) => order(await planTakeOver(commandId)),
    /** Planned too late: nobody is rung. */
    callOff: (late: Planned): void => transfers?.cancel(late.transferId),
    over: drop,
  };
}
