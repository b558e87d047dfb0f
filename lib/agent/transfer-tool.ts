import { z } from 'zod';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { oneLine } from './plain-text';
import { isReachable } from './reachable';

type Moment = { now: Date; dialedNumber: string | null };
type Person = AgentConfig['routing']['people'][number];

/** Null when nobody can be rung at this moment. The model picks a name; it never sees or says a number. */
export function transferTool(config: AgentConfig, moment: Moment) {
  const people = config.routing.people.filter((person) => isReachable(person, { config, ...moment }));
  const [first, ...others] = people.map(({ label }) => oneLine(label)).filter((label) => label !== '');
  if (first === undefined) return null;

  return {
    description: `Connect the caller to somebody of the business, when they ask for it or when it is written below. In the same answer say in a few words that you are connecting them; they are rung once you have said it. If nobody takes the call, the caller comes back to you. Who can be reached now: ${people.map(describe).join('; ')}.`,
    input: z.strictObject({ to: z.enum([first, ...others]) }),
  };
}

function describe({ label, role, notes }: Person): string {
  const [who, what] = [oneLine(role), oneLine(notes)];
  return `${oneLine(label)}${who && `, ${who}`}${what && ` (${what})`}`;
}
