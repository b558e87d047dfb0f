import type { AgentConfig } from '@/lib/contracts/agent-config';
import { phoneSchema } from '@/lib/contracts/phone';
import { countryOfNumber, whyNeverDialled } from '@/lib/routing/number-guard';
import { showsNoTexts } from '@/lib/text/number-kind';
import { transferCountries } from './reachable';

/** Why no text goes to the number that a call came from; null when one may. */
export function whyNotTexted(
  line: { config: AgentConfig; dialedNumber: string | null },
  callerNumber: string | null,
): 'withheld' | 'costly' | 'landline' | 'abroad' | null {
  const number = phoneSchema.safeParse(callerNumber);
  if (!number.success) return 'withheld';
  const country = countryOfNumber(number.data);
  if (!country || !transferCountries(line).includes(country)) return 'abroad';
  if (showsNoTexts(number.data)) return 'landline';
  return whyNeverDialled(number.data) === null ? null : 'costly';
}
