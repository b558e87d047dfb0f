import type { AgentConfig } from '@/lib/contracts/agent-config';
import { type Weekday, weekdays } from '@/lib/contracts/hours';
import { holidayOptions } from '@/lib/hours/holidays';
import { localTime } from '@/lib/hours/local-time';
import { opensAtAll } from '@/lib/hours/schedule';
import { countryOfTimeZone } from '@/lib/hours/zone-country';
import { type Finding, note, problem } from './finding';

export function lintHours(config: AgentConfig, now: Date): Finding[] {
  const { hours, identity } = config;
  const today = localTime(now, identity.timeZone).date;
  const dates = hours.days.map(({ date }) => date);
  const twice = dates.find((date, index) => dates.indexOf(date) !== index);
  const past = dates.filter((date) => date < today).length;

  return [
    ...(opensAtAll(hours)
      ? []
      : [problem('hours', 'No day has opening hours: every caller is told that we are closed.')]),
    ...(twice ? [problem('hours', `${twice} is listed more than once; only the first entry counts.`)] : []),
    ...(past > 0
      ? [note('hours', `${past === 1 ? 'One special day lies' : `${past} special days lie`} in the past.`)]
      : []),
    ...lintHolidays(config, today),
    ...lintAnswers(config),
  ];
}

function lintHolidays({ hours, identity }: AgentConfig, today: string): Finding[] {
  const { country, closedOn } = hours.holidays;
  if (!country) return [];

  const options = holidayOptions(country, today);
  const unknown = closedOn.filter((id) => !options.some((option) => option.id === id));
  const runOut = options.find(({ id, next }) => closedOn.includes(id) && !next);
  const zoneCountry = countryOfTimeZone(identity.timeZone);
  return [
    ...(unknown.length > 0
      ? [problem('hours', 'Some of the chosen holidays belong to another country and close nothing.')]
      : []),
    ...(runOut
      ? [problem('hours', `The dates of ${runOut.name} are not known any further: add them as one-off days.`)]
      : []),
    ...(zoneCountry && zoneCountry !== country
      ? [note('hours', `The holidays are those of ${country}, but the time zone is in ${zoneCountry}.`)]
      : []),
  ];
}

/** An answer that calls a closed day open. */
function lintAnswers({ hours, knowledge }: AgentConfig): Finding[] {
  const closed = weekdays.filter((weekday) => hours.week[weekday].length === 0);
  return knowledge.answers.flatMap(({ question, answer }) => {
    const weekday = closed.find(
      (day) => saysOpen(answer, day) || (saysOpen(question, day) && /^\s*yes\b/i.test(answer)),
    );
    if (!weekday) return [];
    return [problem('knowledge', `“${question}” says that we are open on ${capitalised(weekday)}, and we are closed.`)];
  });
}

function saysOpen(text: string, weekday: Weekday): boolean {
  return text
    .split(/[.!?]/)
    .some(
      (sentence) =>
        new RegExp(`\\b${weekday}s?\\b`, 'i').test(sentence) &&
        /\bopen\b/i.test(sentence) &&
        !/\b(closed|not|except|emergenc)/i.test(sentence),
    );
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
