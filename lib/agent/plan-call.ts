import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { Step } from '@/lib/contracts/route';
import type { ClosedBehaviour, NumberBehaviour, Person } from '@/lib/contracts/routing';
import { type Situation, situationAt } from '@/lib/hours/schedule';
import { linesOf } from '@/lib/plan/lines';
import { whyNeverDialled } from '@/lib/routing/number-guard';
import type { Plan } from '@/lib/routing/plan';
import { dialRules, isReachable, whyNotRung } from './reachable';

export type PlannedCall = {
  config: AgentConfig;
  now: Date;
  /** Null: withheld. */
  callerNumber: string | null;
  /** Null: a test call from a browser. */
  dialedNumber: string | null;
  /** Calls of this tenant that are in progress already. */
  liveCalls: number;
  /** Calls at once that the plan of the business has; absent or null where none is known. */
  planLines?: number | null;
  tenantStatus: 'active' | 'suspended' | 'paused';
  /** A limit of money or minutes is used up: the agent answers nobody. */
  isOverCap?: boolean;
};

type Rest = Pick<Plan, 'steps' | 'reasons'>;

/** What happens to a call: asked by the portal's preview and by the call itself, and answered alike. */
export function planCall(call: PlannedCall): Plan {
  const { steps, reasons } = refused(call) ?? (call.isOverCap ? withoutAgent(call) : routed(call));
  return { steps, reasons, fallback: fallbackChain(call, steps) };
}

function refused({ config, callerNumber, liveCalls, planLines = null, tenantStatus }: PlannedCall): Rest | null {
  const { blockedCallers, blockWithheld } = config.routing;
  if (tenantStatus === 'suspended') {
    return { steps: [{ do: 'apologise', because: 'suspended' }], reasons: ['The account is suspended.'] };
  }
  if (tenantStatus === 'paused') {
    return { steps: [{ do: 'apologise', because: 'paused' }], reasons: ['No agent is published yet.'] };
  }
  const blocked = blockedCallers.find(({ number }) => number === callerNumber);
  if (blocked) return { steps: [{ do: 'reject' }], reasons: [`${blocked.number} is a blocked caller.`] };
  if (callerNumber === null && blockWithheld) {
    return { steps: [{ do: 'reject' }], reasons: ['Callers who withhold their number are blocked.'] };
  }
  const { maxLiveCalls } = config.limits;
  const lines = linesOf(maxLiveCalls, planLines);
  if (liveCalls >= lines) {
    const inUse = lines === 1 ? 'The one line is in use.' : `All ${lines} lines are in use.`;
    const reasons = lines < maxLiveCalls ? [inUse, 'The plan has no more.'] : [inUse];
    return { steps: [{ do: 'apologise', because: 'busy' }], reasons };
  }
  return null;
}

/** Staff and voicemail as usual; where the agent would answer, what comes after a failure does. */
function withoutAgent(call: PlannedCall): Rest {
  const { steps, reasons } = routed(call);
  if (!steps.some((step) => step.do === 'agent')) return { steps, reasons };
  const others = steps.filter((step) => step.do !== 'agent');
  return { steps: [...others, ...fallbackChain(call, others)], reasons: [...reasons, 'A limit is reached.'] };
}

function routed(call: PlannedCall): Rest {
  const { config, now, dialedNumber } = call;
  const situation = situationAt(config.hours, config.identity.timeZone, now);
  const isOpen = situation.kind === 'open';
  const own = config.routing.numbers.find(({ number }) => number === dialedNumber);
  const about = [describeSituation(situation), ...(own ? [describeNumber(own.number, own.behaviour)] : [])];
  const staff = staffFirst(call, isOpen || config.routing.staffFirst.when === 'always', own?.behaviour);

  if (own?.behaviour === 'after_hours_only' && isOpen) {
    const chain = fallbackChain(call, staff.steps);
    return {
      steps: staff.steps.length > 0 ? [...staff.steps, ...chain] : chain,
      reasons: [...about, ...staff.reasons],
    };
  }
  const then = isOpen ? { steps: [answered(false, false)], reasons: [] } : closed(call, situation);
  const steps = own?.behaviour === 'message_only' ? then.steps.map(messageOnly) : then.steps;
  return { steps: [...staff.steps, ...steps], reasons: [...about, ...staff.reasons, ...then.reasons] };
}

/** A number that only backs the staff up rings them in opening hours even where staff first is off. */
function staffFirst(call: PlannedCall, isTheTime: boolean, behaviour: NumberBehaviour | undefined): Rest {
  const { enabled, people: labels, ringSeconds } = call.config.routing.staffFirst;
  const isOn = enabled || behaviour === 'after_hours_only';
  if (!isOn || !isTheTime || behaviour === 'message_only') return { steps: [], reasons: [] };

  const people = labels.flatMap((label) => call.config.routing.people.find((person) => person.label === label) ?? []);
  const reachable = people.filter((person) => isReachable(person, call));
  return {
    steps: reachable.length > 0 ? [{ do: 'ring_staff', people: reachable.map(telephone), seconds: ringSeconds }] : [],
    reasons: people.filter((person) => !reachable.includes(person)).map((person) => whyNotRung(person, call)),
  };
}

function closed(call: PlannedCall, situation: Situation): Rest {
  const { afterHours } = call.config.routing;
  const behaviour = behaviourIn(situation, afterHours);
  if (behaviour === 'answer') return { steps: [answered(true, false)], reasons: [] };
  if (behaviour === 'message_only')
    return { steps: [answered(true, true)], reasons: ['Only messages are taken then.'] };
  if (behaviour === 'voicemail') return { steps: [{ do: 'voicemail' }], reasons: ['Callers go to voicemail then.'] };

  const { forwardTo } = afterHours;
  const whyNot = forwardTo ? dialRules(call).whyNot(forwardTo) : 'missing';
  if (forwardTo && !whyNot) {
    return { steps: [{ do: 'forward', to: forwardTo }], reasons: ['Calls are forwarded then.'] };
  }
  return { steps: [answered(true, false)], reasons: [`Calls are forwarded then, but the number is ${whyNot}.`] };
}

function behaviourIn(situation: Situation, rules: AgentConfig['routing']['afterHours']): ClosedBehaviour {
  if (situation.kind === 'break') return rules.onBreak ?? rules.usual;
  if (situation.kind === 'holiday') return rules.onHolidays ?? rules.usual;
  return rules.usual;
}

/** The fallback number, then voicemail, then a goodbye; nothing twice. */
function fallbackChain(call: PlannedCall, before: Step[]): Step[] {
  const { fallbackNumber, voicemail } = call.config.routing;
  const isOver = before.some((step) => step.do === 'reject' || (step.do === 'apologise' && step.because !== 'busy'));
  if (isOver) return [{ do: 'goodbye' }];

  const isRung = before.some((step) => step.do === 'forward' && step.to === fallbackNumber);
  const maySound = fallbackNumber !== null && !isRung && !whyNeverDialled(fallbackNumber);
  const isRecorded = before.some((step) => step.do === 'voicemail');
  return [
    ...(maySound ? [{ do: 'forward', to: fallbackNumber } as const] : []),
    ...(voicemail.afterFallback && !isRecorded ? [{ do: 'voicemail' } as const] : []),
    { do: 'goodbye' },
  ];
}

function answered(afterHours: boolean, onlyMessages: boolean): Step {
  return { do: 'agent', afterHours, messageOnly: onlyMessages };
}

function messageOnly(step: Step): Step {
  return step.do === 'agent' ? { ...step, messageOnly: true } : step;
}

function telephone({ label, phone }: Person) {
  return { label, phone };
}

function describeSituation(situation: Situation): string {
  if (situation.kind === 'open') return 'We are open then.';
  if (situation.kind === 'break') return 'We are on a break then.';
  return situation.kind === 'holiday' ? `We are closed then: ${situation.name}.` : 'We are closed then.';
}

function describeNumber(number: string, behaviour: NumberBehaviour): string {
  if (behaviour === 'after_hours_only') return `On ${number} the receptionist answers only after hours.`;
  return behaviour === 'message_only'
    ? `On ${number} only messages are taken.`
    : `On ${number} the receptionist answers.`;
}
