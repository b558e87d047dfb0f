import { type Week, weekdays } from '@/lib/contracts/hours';
import type { ClosedBehaviour, NumberBehaviour, Person, PersonHours, Routing } from '@/lib/contracts/routing';

export const closedBehaviourWords: Record<ClosedBehaviour, string> = {
  answer: 'the receptionist answers',
  message_only: 'the receptionist takes a message',
  forward: 'forwarded',
  voicemail: 'voicemail',
};

export const numberBehaviourWords: Record<NumberBehaviour, string> = {
  answers: 'answers',
  after_hours_only: 'answers only after hours',
  message_only: 'takes messages only',
};

/** Every setting by what owners call it, with its value in words; empty where it is not set. */
export function describeRouting(routing: Routing): [label: string, value: string][] {
  const { afterHours, staffFirst, voicemail } = routing;

  return [
    ...routing.people.map((person): [string, string] => [person.label, describePerson(person)]),
    ['After hours', closedBehaviourWords[afterHours.usual]],
    ['On breaks', afterHours.onBreak ? closedBehaviourWords[afterHours.onBreak] : 'as after hours'],
    ['On holidays', afterHours.onHolidays ? closedBehaviourWords[afterHours.onHolidays] : 'as after hours'],
    ['After-hours number', afterHours.forwardTo ?? ''],
    ['Ringing staff first', describeStaffFirst(staffFirst)],
    ...routing.numbers.map(({ number, behaviour }): [string, string] => [number, numberBehaviourWords[behaviour]]),
    ...routing.blockedCallers.map(({ number, note }): [string, string] => [
      `Blocked caller ${number}`,
      note || 'blocked',
    ]),
    ['Callers who withhold their number', routing.blockWithheld ? 'blocked' : 'let through'],
    ['Fallback number', routing.fallbackNumber ?? ''],
    ['Voicemail after the fallback number', voicemail.afterFallback ? 'on' : 'off'],
    ['Voicemail greeting', voicemail.greeting],
    ['Longest voicemail', `${voicemail.maxSeconds} seconds`],
    ['Transfers in one call', String(routing.transferCaps.perCall)],
    ['Transfers in a day', String(routing.transferCaps.perDay)],
    ['Countries that calls may go to', routing.transferCountries.join(', ')],
  ];
}

export function describePersonHours(hours: PersonHours): string {
  if (hours.kind === 'always') return 'at any time';
  if (hours.kind === 'business') return 'in opening hours';
  return ownHours(hours.week);
}

function describePerson({ role, notes, phone, hours, connect, ringSeconds }: Person): string {
  const how = connect === 'blind' ? 'put straight through' : 'asked first';
  return [role, notes, phone, describePersonHours(hours), how, `rung for ${ringSeconds} seconds`]
    .filter(Boolean)
    .join(', ');
}

function ownHours(week: Week): string {
  const days = weekdays.flatMap((weekday) => {
    const blocks = week[weekday].map(({ opens, closes }) => `${opens}–${closes}`).join(', ');
    return blocks ? [`${weekday.charAt(0).toUpperCase()}${weekday.slice(1, 3)} ${blocks}`] : [];
  });
  return days.join('; ') || 'never';
}

function describeStaffFirst({ enabled, when, people, ringSeconds }: Routing['staffFirst']): string {
  if (!enabled && people.length === 0) return 'off';
  const how = `${people.join(', ') || 'nobody'} for ${ringSeconds} seconds${when === 'always' ? ', at any time' : ''}`;
  return enabled ? how : `off (${how})`;
}
