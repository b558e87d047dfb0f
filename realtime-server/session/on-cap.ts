import { reduceAgent } from '@/lib/agent/reduced-agent';
import { spokenLines } from '@/lib/agent/spoken-lines';
import { costOf } from '@/lib/billing/cost';
import type { Rung, Step } from '@/lib/contracts/limits';
import { isHigher } from '@/lib/limits/ladder';
import type { Clock } from '@/lib/platform/clock';
import { voiceSettings } from '../agent/session-settings';
import type { CallBudget } from '../ports/call-budget';
import type { CallStore } from '../ports/call-store';
import { failed } from '../tools/tool';
import type { Toolbox } from '../tools/toolbox';
import type { ActiveCall } from './active-call';
import type { ClosingRule } from './on-closing';

/** An answer that was begun before the limit was reached is heard to its end, if it has one. */
const lastAnswerLimitMs = 20_000;

export type CapRule = ReturnType<typeof makeCap>;

/**
 * A limit of money or minutes, step by step: shorter answers, then messages alone, then somebody or something else takes
 * the call. At most the answer that is running goes beyond the limit, and the caller is never left in silence.
 */
export function makeCap(call: ActiveCall, closing: ClosingRule) {
  const whole = call.agent;
  let rung: Rung = 'full';
  let isWaiting = false;

  function obey(step: Step): void {
    if (!isHigher(step.rung, rung) || call.state.phase === 'over') return;
    rung = step.rung;
    call.store.noteEvent('cap_step', { ...step });
    if (rung === 'over') stop();
    else if (rung !== 'full') reduce(rung);
  }

  function reduce(to: 'shorter' | 'message'): void {
    call.agent = reduceAgent(whole, to);
    if (call.state.isModelReady) call.model.adjust(voiceSettings(call.agent, call.carrier.format));
  }

  /** Somebody who is saying goodbye may finish; nothing else is asked of the model any more. */
  function stop(): void {
    if (call.state.isModelReady) call.model.listenTo('nothing');
    if (call.state.phase === 'closing') return;
    call.state = { ...call.state, isOverCap: true, isCallerSpeaking: false };
    isWaiting = true;
    if (call.sequencer.activeResponseId() === null) passOn();
    else call.later(passOn, lastAnswerLimitMs);
  }

  function passOn(): void {
    if (!isWaiting) return;
    isWaiting = false;
    const text = spokenLines(call.setup.config.identity.languages).passingOn;
    const clip = call.clipOf(text);
    if (clip) {
      const itemId = call.nextId('passing_on');
      call.tell({ type: 'agent_began', itemId });
      call.tell({ type: 'agent_said', itemId, text });
      call.bridge.playClip(itemId, clip.payload);
    }
    closing.begin('cap_reached', null);
  }

  return {
    begin(): void {
      call.budget?.watch((step) => call.guard(() => obey(step)));
    },
    /** One that the model began by itself, before it heard that it may not. */
    responseStarted(responseId: string): void {
      if (call.state.isOverCap) call.model.cancelResponse(responseId);
    },
    responseEnded: passOn,
    modelLost: passOn,
  };
}

/** What the record is told of what was used, the budget is told in money. */
export function countingStore(store: CallStore, budget: CallBudget, clock: Clock): CallStore {
  return {
    ...store,
    noteUsage(used) {
      store.noteUsage(used);
      const cost = costOf({ ...used, at: clock.now().toISOString() });
      if (cost) budget.spent(cost.microDollars, used.kind === 'carrier_minutes');
    },
  };
}

/** A model that was told of fewer tools may still ask for one of the others. */
export function limitedToolbox(call: ActiveCall, toolbox: Toolbox): Toolbox {
  const whole = call.agent;
  return {
    use(use) {
      const isOffered = ({ name }: { name: string }) => name === use.name;
      if (whole.tools.some(isOffered) && !call.agent.tools.some(isOffered)) {
        return Promise.resolve(failed('This cannot be done at the moment. Offer to take a message.'));
      }
      return toolbox.use(use);
    },
  };
}
