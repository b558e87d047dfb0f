import { type CallFilters, callKinds, callRanges, describeRange } from '@/lib/call/filters';
import { describeOutcome } from '@/lib/call/outcome';
import { callChannels, callOutcomes } from '@/lib/contracts/call';
import { formatPhone } from '@/lib/format/phone';

export type FilterChoice = { value: string; label: string };

const rangeLabels = {
  today: 'Today',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  all: 'All time',
};
const channelLabels = { phone: 'By phone', browser: 'In the browser' };
const kindLabels = { real: 'Real calls', test: 'Test calls' };

export const rangeChoices: FilterChoice[] = callRanges.map((value) => ({ value, label: rangeLabels[value] }));

const any = (label: string): FilterChoice => ({ value: '', label });

export const outcomeChoices = [
  any('Any outcome'),
  ...callOutcomes.map((value) => ({ value, label: describeOutcome(value).label })),
];
export const channelChoices = [
  any('Any way'),
  ...callChannels.map((value) => ({ value, label: channelLabels[value] })),
];
export const kindChoices = [any('Real and test'), ...callKinds.map((value) => ({ value, label: kindLabels[value] }))];

export type ActiveFilter = { label: string; clears: string[] };

/** What narrows the list, each with the parameters that its removal clears. */
export function activeFilters(filters: CallFilters): ActiveFilter[] {
  const { range, outcome, channel, kind, number, callerDigits, words } = filters;
  const active: ActiveFilter[] = [];

  if (range === 'custom') active.push({ label: upperFirst(describeRange(filters)), clears: ['from', 'to'] });
  if (outcome) active.push({ label: describeOutcome(outcome).label, clears: ['outcome'] });
  if (channel) active.push({ label: channelLabels[channel], clears: ['channel'] });
  if (kind) active.push({ label: kindLabels[kind], clears: ['kind'] });
  if (number) active.push({ label: `To ${formatPhone(number)}`, clears: ['number'] });
  if (callerDigits) active.push({ label: `Caller has ${callerDigits}`, clears: ['q'] });
  if (words) active.push({ label: `“${words}”`, clears: ['q'] });
  return active;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
