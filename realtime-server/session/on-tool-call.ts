import type { VoiceModelEvent } from '../ports/voice-model';
import { failed, type ToolResult } from '../tools/tool';
import type { Toolbox, ToolUse } from '../tools/toolbox';
import type { ActiveCall } from './active-call';
import type { makeSlowTools } from './on-slow-tool';
import type { Planned } from './on-transfer';
import { doneAfterAll, notDoneAfterAll } from './phrases';

type ToolCalled = Extract<VoiceModelEvent, { type: 'tool_called' }>;

/** A model that uses tools so often in a row is in a loop: it has to say something before it may go on. */
const mostInARow = 8;

/** All the tools of one response: the conversation goes on when the last of them has answered. */
type Batch = { running: number; isResponseOver: boolean; hasEndCall: boolean; transfer: Planned | null };

export type ToolCalls = ReturnType<typeof makeToolCalls>;

type ToolCallDeps = {
  slowTools: ReturnType<typeof makeSlowTools>;
  answered(name: string, ok: boolean): void;
  /** Planned when the model had been told that it took too long. */
  callOff(planned: Planned): void;
  endCall(hasSpoken: boolean): void;
  transfer(planned: Planned, hasSpoken: boolean): void;
};

export function makeToolCalls(call: ActiveCall, toolbox: Toolbox, deps: ToolCallDeps) {
  const { slowTools, endCall } = deps;
  const batches = new Map<string, Batch>();
  const spoken = new Set<string>();
  /** Answers that were nothing but tools, since the caller last said something. */
  let inARow = 0;

  function settle(responseId: string): void {
    const batch = batches.get(responseId);
    if (!batch?.isResponseOver || batch.running > 0) return;
    batches.delete(responseId);
    if (batches.size === 0) slowTools.over();
    const hasSpoken = spoken.delete(responseId);
    // Somebody who speaks now gets an answer of their own, and the results are in it.
    if (batch.transfer && call.state.phase !== 'over') deps.transfer(batch.transfer, hasSpoken);
    if (call.state.phase === 'over' || call.state.isCallerSpeaking || batch.transfer) return;
    if (batch.hasEndCall) endCall(hasSpoken);
    else goOn();
  }

  /** Words at last, and when not even those come, nothing that could go on for ever. */
  function goOn(): void {
    inARow += 1;
    if (inARow < mostInARow) call.sequencer.request();
    if (inARow !== mostInARow) return;
    call.store.noteEvent('tool_loop_stopped', { uses: inARow });
    call.sequencer.request({ mayUseTools: false });
  }

  function answered({ responseId, toolCallId, name }: ToolCalled, result: ToolResult): void {
    const { ok, output, next } = result;
    const batch = batches.get(responseId);
    call.tell({ type: 'tool_answered', toolCallId, ok, output });
    deps.answered(name, ok);
    if (ok && name === 'take_message') call.state = { ...call.state, hasMessage: true };
    if (!batch) return;
    batch.running -= 1;
    call.model.addItem({ itemId: call.nextId('result'), role: 'tool', toolCallId, output: JSON.stringify(output) });
    batch.hasEndCall ||= next === 'end_call';
    if (result.next === 'transfer') batch.transfer = result.transfer;
    settle(responseId);
  }

  return {
    called(event: ToolCalled): void {
      const { responseId, toolCallId, name, argumentsJson } = event;
      const use = toolbox.use({ toolCallId, name, argumentsJson });
      if (!use) return;
      const batch = batches.get(responseId) ?? { running: 0, isResponseOver: false, hasEndCall: false, transfer: null };
      batch.running += 1;
      if (batches.size === 0) slowTools.began();
      batches.set(responseId, batch);
      call.tell({ type: 'tool_used', toolCallId, name, argumentsJson });
      void use.then((result) => call.guard(() => answered(event, result)));
    },

    /** The model was told that it took too long: now it is told what came of it, and so is the caller if it was done. */
    cameLate({ toolCallId, name }: ToolUse, late: ToolResult): void {
      if (late.next === 'transfer') deps.callOff(late.transfer);
      const { ok, output } = late.next === 'transfer' ? failed('It took too long: nobody is rung.') : late;
      call.tell({ type: 'tool_answered', toolCallId, ok, output });
      if (call.state.phase === 'over') return;
      deps.answered(name, ok);
      if (ok && name === 'take_message') call.state = { ...call.state, hasMessage: true };
      const text = ok ? doneAfterAll(name, JSON.stringify(output)) : notDoneAfterAll(name);
      call.whenReady(() => {
        call.model.addItem({ itemId: call.nextId('note'), role: 'system', text });
        if (ok && call.state.phase === 'talking') call.sequencer.request({ outlivesSpeech: true });
      });
    },

    callerSaid(): void {
      inARow = 0;
    },

    spoke(responseId: string): void {
      spoken.add(responseId);
    },

    responseEnded(responseId: string): void {
      const batch = batches.get(responseId);
      if (!batch) {
        spoken.delete(responseId);
        return;
      }
      batch.isResponseOver = true;
      settle(responseId);
    },

    /** No answer of it will end any more: what still runs is told to the model after it. */
    modelLost(): void {
      for (const [responseId, batch] of batches) {
        batch.isResponseOver = true;
        settle(responseId);
      }
    },

    areRunning: () => batches.size > 0,
  };
}
