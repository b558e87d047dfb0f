import type { AgentConfig } from '@/lib/contracts/agent-config';
import { countryOfTimeZone } from '@/lib/hours/zone-country';
import { countryOfNumber, numberAsDialled } from '@/lib/routing/number-guard';
import { showsNoTexts } from '@/lib/text/number-kind';
import { dialRules } from './reachable';

type Found = { number: string; country: string } | { problem: string };

/** A member's own telephone as they typed it: where calls may be passed on to, and where a code can be read. */
export function ownPhoneFrom(typed: string, line: { config: AgentConfig; dialedNumber: string | null }): Found {
  const number = numberAsDialled(typed, countryOfTimeZone(line.config.identity.timeZone));
  if (!number) return { problem: 'Write the number with its country code, like +1 202 555 0101.' };
  const whyNot = dialRules(line).whyNot(number);
  if (whyNot) return { problem: `This number is ${whyNot}.` };
  if (showsNoTexts(number))
    return { problem: 'This telephone shows no texts, and the code comes as one. Use a mobile.' };
  return { number, country: countryOfNumber(number) ?? '' };
}
