import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { CallContext } from './call-context';
import { oneLine } from './plain-text';
import { isReachable } from './reachable';

/** Who is who, for callers who ask: by name, and never with a number. */
export function peopleLines({ routing }: AgentConfig): string[] {
  if (routing.people.length === 0) return [];
  const rule =
    'Connect a caller only to a name on this list, with transfer_call, for what is written there, and only when the caller wants it. Whoever cannot be reached at the moment is not rung: offer to take a message for them. Never say a number of theirs.';

  return ['', '## People', rule, ...routing.people.map(personLine)];
}

/** Who may be rung at this moment; nothing where there are no people. */
export function reachableLines(config: AgentConfig, { now, dialedNumber }: CallContext): string[] {
  const { people } = config.routing;
  if (people.length === 0) return [];
  const names = (some: typeof people) => some.map(({ label }) => oneLine(label)).join(', ');
  const reachable = people.filter((person) => isReachable(person, { config, now, dialedNumber }));
  const away = people.filter((person) => !reachable.includes(person));

  return [
    ...(reachable.length > 0 ? [`Can be reached now: ${names(reachable)}`] : []),
    ...(away.length > 0 ? [`Cannot be reached now: ${names(away)}`] : []),
  ];
}

function personLine({ label, role, notes }: AgentConfig['routing']['people'][number]): string {
  const [who, what] = [oneLine(role), oneLine(notes)];
  return `- ${oneLine(label)}${who && `, ${who}`}${what && `: ${what}`}`;
}
