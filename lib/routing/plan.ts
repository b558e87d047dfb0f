import type { Step } from '@/lib/contracts/route';

export type Plan = {
  steps: Step[];
  /** What is tried when the last step fails; never empty. */
  fallback: Step[];
  /** Why, each a sentence. */
  reasons: string[];
};

export type PlanTone = 'agent' | 'staff' | 'message' | 'elsewhere' | 'refused';

/** "Dana is rung for 15 seconds, then Mia answers". */
export function describePlan({ steps }: Plan, agentName: string): string {
  return steps.map((step) => describeStep(step, agentName)).join(', then ');
}

export function describeFallback({ fallback }: Plan, agentName: string): string {
  return fallback.map((step) => describeStep(step, agentName)).join(', then ');
}

export function toneOf({ steps }: Plan): PlanTone {
  const [first] = steps;
  switch (first?.do) {
    case 'ring_staff':
      return 'staff';
    case 'agent':
      return first.messageOnly ? 'message' : 'agent';
    case 'forward':
      return 'elsewhere';
    case 'voicemail':
      return 'message';
    default:
      return 'refused';
  }
}

function describeStep(step: Step, agentName: string): string {
  switch (step.do) {
    case 'reject':
      return 'it is rejected before it is answered';
    case 'apologise':
      return apologies[step.because];
    case 'ring_staff':
      return `${rung(step.people.map(({ label }) => label))} for ${step.seconds} seconds`;
    case 'agent':
      if (step.messageOnly) return `${agentName} answers and takes a message`;
      return step.afterHours ? `${agentName} answers with the after-hours greeting` : `${agentName} answers`;
    case 'forward':
      return `it goes to ${step.to}`;
    case 'voicemail':
      return 'it goes to voicemail';
    case 'goodbye':
      return 'the caller hears a goodbye';
  }
}

const apologies = {
  suspended: 'the caller hears that the business cannot take calls',
  paused: 'the caller hears that no calls are taken yet',
  busy: 'the caller hears that all lines are busy',
};

function rung(labels: string[]): string {
  const [only] = labels;
  if (labels.length < 2) return `${only ?? 'nobody'} is rung`;
  return `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)} are rung`;
}
