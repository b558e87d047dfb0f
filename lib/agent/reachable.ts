import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { Person } from '@/lib/contracts/routing';
import { isOpenAt, isWithinWeek } from '@/lib/hours/schedule';
import { countryOfTimeZone } from '@/lib/hours/zone-country';
import { countryOfNumber, whyNotDialled } from '@/lib/routing/number-guard';

type Line = { config: AgentConfig; dialedNumber: string | null };
type Moment = Line & { now: Date };

/** Where calls may be passed on to: what the owner lists, otherwise the country of the business and of its number. */
export function transferCountries({ config, dialedNumber }: Line): string[] {
  const { transferCountries: listed } = config.routing;
  if (listed.length > 0) return listed;
  const own = [countryOfTimeZone(config.identity.timeZone), dialedNumber && countryOfNumber(dialedNumber)];
  return own.flatMap((country) => country || []);
}

export function dialRules(line: Line) {
  const countries = transferCountries(line);
  return { whyNot: (number: string) => whyNotDialled(number, countries) };
}

/** Whether this person's telephone may and should ring now. */
export function isReachable(person: Person, moment: Moment): boolean {
  return isInHours(person, moment) && dialRules(moment).whyNot(person.phone) === null;
}

/** For somebody who is not reachable: why. */
export function whyNotRung(person: Person, moment: Moment): string {
  const whyNot = dialRules(moment).whyNot(person.phone);
  if (whyNot) return `${person.label} is not rung: the number is ${whyNot}.`;
  return `${person.label} is not rung: outside their hours.`;
}

function isInHours({ hours }: Person, { config, now }: Moment): boolean {
  const { timeZone } = config.identity;
  if (hours.kind === 'always') return true;
  if (hours.kind === 'business') return isOpenAt(config.hours, timeZone, now);
  return isWithinWeek(hours.week, timeZone, now);
}
