import type { AgentConfig } from '@/lib/contracts/agent-config';
import { weekdays } from '@/lib/contracts/hours';
import type { ClosedBehaviour, Person } from '@/lib/contracts/routing';
import { whyNeverDialled } from '@/lib/routing/number-guard';
import { type Finding, note, problem } from './finding';
import { dialRules } from './reachable';

/** The number that was dialled is not known here: what is let through for every number of ours is let through. */
type Line = { config: AgentConfig; dialedNumber: null };

export function lintRouting(config: AgentConfig): Finding[] {
  const line: Line = { config, dialedNumber: null };
  return [
    ...lintFallback(config),
    ...lintPeople(line),
    ...lintStaffFirst(config),
    ...lintAfterHours(line),
    ...lintBlocked(config),
    ...lintNumbers(config),
  ];
}

function lintFallback({ routing }: AgentConfig): Finding[] {
  const { fallbackNumber, voicemail } = routing;
  if (fallbackNumber === null) {
    const then = voicemail.afterFallback ? 'callers get voicemail at once' : 'callers hear a goodbye';
    return [note('routing', `There is no fallback number: if something of ours fails, nobody is rung, and ${then}.`)];
  }
  const whyNot = whyNeverDialled(fallbackNumber);
  return whyNot ? [problem('routing', `The fallback number is never rung: ${fallbackNumber} is ${whyNot}.`)] : [];
}

function lintPeople(line: Line): Finding[] {
  return line.config.routing.people.flatMap((person) => [
    ...undialled(line, person.phone, `${person.label}'s number`),
    ...(isNeverIn(person) ? [problem('routing', `${person.label} can never be reached: no hours are set.`)] : []),
    ...(person.role || person.notes
      ? []
      : [note('routing', `The receptionist does not know what ${person.label} is there for: add a role or a note.`)]),
  ]);
}

function lintStaffFirst({ routing }: AgentConfig): Finding[] {
  const { enabled, people, ringSeconds } = routing.staffFirst;
  const unknown = people.filter((label) => !routing.people.some((person) => person.label === label));

  return [
    ...(enabled && people.length === 0
      ? [problem('routing', 'Staff are to be rung first, but nobody is chosen: the receptionist answers at once.')]
      : []),
    ...unknown.map((label) => problem('routing', `${label} is to be rung first, but is not among the people.`)),
    ...(enabled && ringSeconds > 30
      ? [note('routing', `Callers may hear ${ringSeconds} seconds of ringing; many hang up after 30.`)]
      : []),
  ];
}

function lintAfterHours(line: Line): Finding[] {
  const { afterHours } = line.config.routing;
  const { actions, greeting } = line.config;
  const used = new Set<ClosedBehaviour | null>([afterHours.usual, afterHours.onBreak, afterHours.onHolidays]);
  const isAnswered = used.has('answer') || used.has('message_only');

  return [
    ...(used.has('forward') && !afterHours.forwardTo
      ? [problem('routing', 'Calls are to be forwarded when we are closed, but there is no number to forward them to.')]
      : []),
    ...(used.has('forward') && afterHours.forwardTo
      ? undialled(line, afterHours.forwardTo, 'The after-hours number')
      : []),
    ...(!used.has('forward') && afterHours.forwardTo
      ? [note('routing', 'The after-hours number is never rung: nothing is forwarded to it.')]
      : []),
    ...(used.has('message_only') && !actions.takeMessage
      ? [problem('routing', 'Only messages are taken when we are closed, but taking messages is off.')]
      : []),
    ...(greeting.afterHoursText && !isAnswered
      ? [
          note(
            'greeting',
            `The after-hours greeting is never heard: after hours calls ${afterHours.usual === 'forward' ? 'are forwarded' : 'go to voicemail'}.`,
          ),
        ]
      : []),
  ];
}

function lintBlocked({ routing }: AgentConfig): Finding[] {
  const ours = new Set([...routing.people.map(({ phone }) => phone), routing.fallbackNumber]);
  const blockedOurs = routing.blockedCallers.find(({ number }) => ours.has(number));
  return blockedOurs ? [note('routing', `${blockedOurs.number} is blocked, and is also a number of yours.`)] : [];
}

function lintNumbers({ routing }: AgentConfig): Finding[] {
  const backs = routing.numbers.find(({ behaviour }) => behaviour === 'after_hours_only');
  const isStaffed = routing.staffFirst.people.length > 0 || routing.fallbackNumber !== null;
  if (!backs || isStaffed) return [];
  return [
    problem('routing', `On ${backs.number} nobody answers in opening hours: choose who is rung, or a fallback number.`),
  ];
}

function undialled(line: Line, number: string, whose: string): Finding[] {
  const whyNot = dialRules(line).whyNot(number);
  return whyNot ? [problem('routing', `${whose} is never rung: ${number} is ${whyNot}.`)] : [];
}

function isNeverIn({ hours }: Person): boolean {
  return hours.kind === 'own' && weekdays.every((weekday) => hours.week[weekday].length === 0);
}
