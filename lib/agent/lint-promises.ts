import type { AgentConfig } from '@/lib/contracts/agent-config';
import { weekdays } from '@/lib/contracts/hours';
import { bandOf } from '@/lib/personality/traits';
import { type Finding, problem } from './finding';

/** What is said, or asked of the agent, and what hours and routing do not keep. */
export function lintPromises(config: AgentConfig): Finding[] {
  return [...lintAlwaysOpen(config), ...lintHandingOver(config)];
}

function lintAlwaysOpen({ greeting, hours, knowledge }: AgentConfig): Finding[] {
  const isAlwaysOpen =
    weekdays.every((day) => hours.week[day].some(({ opens, closes }) => opens === '00:00' && closes === '24:00')) &&
    hours.days.length === 0 &&
    hours.holidays.country === null;
  if (isAlwaysOpen) return [];

  const answer = knowledge.answers.find((one) => saysAlwaysOpen(one.answer));
  return [
    ...(saysAlwaysOpen(`${greeting.text} ${greeting.afterHoursText}`)
      ? [problem('greeting', 'The greeting says that we are always open, and the hours say otherwise.')]
      : []),
    ...(answer
      ? [problem('knowledge', `“${answer.question}” says that we are always open, and the hours say otherwise.`)]
      : []),
  ];
}

function lintHandingOver({ personality, routing }: AgentConfig): Finding[] {
  if (bandOf(personality.transferReadiness) !== 'high' || routing.people.length > 0) return [];
  return [
    problem('personality', 'Transfer readiness says to hand over early, but nobody is listed to connect callers to.'),
  ];
}

/** Being answered around the clock is true of every agent; being open is not. */
function saysAlwaysOpen(text: string): boolean {
  return text
    .split(/[.!?]/)
    .some(
      (sentence) =>
        /\bopen\b/i.test(sentence) &&
        /\b(24\s?\/\s?7|24 hours|always|around the clock|day and night|every hour)\b/i.test(sentence) &&
        !/\b(not|except|emergenc|phone|line|call)/i.test(sentence),
    );
}
