import { describeBooking } from '@/lib/booking/describe';
import type { AgentConfig, Section } from '@/lib/contracts/agent-config';
import type { Booking } from '@/lib/contracts/booking';
import type { Connections } from '@/lib/contracts/connections';
import { type Hours, weekdays } from '@/lib/contracts/hours';
import type { Knowledge } from '@/lib/contracts/knowledge';
import type { Routing } from '@/lib/contracts/routing';
import { formatMoney } from '@/lib/format/money';
import { closedHolidayNames } from '@/lib/hours/holidays';
import { describeBlocks, describeDate } from '@/lib/hours/schedule';
import { traits } from '@/lib/personality/traits';
import { describeRouting } from '@/lib/routing/describe';
import { describeConnection } from './describe-connection';
import { fieldLabels } from './field-labels';

export type Change = { section: Section; label: string; sentence: string; before: string; after: string };

/** A sentence per change, in the order of the editor's sections. */
export function describeChanges(from: AgentConfig, to: AgentConfig): Change[] {
  return [
    ...fieldChanges('identity', from, to),
    ...fieldChanges('greeting', from, to),
    ...fieldChanges('voice', from, to),
    ...personalityChanges(from, to),
    ...knowledgeChanges(from.knowledge, to.knowledge),
    ...hoursChanges(from.hours, to.hours),
    ...holidayChanges(from.hours.holidays, to.hours.holidays),
    ...routingChanges(from.routing, to.routing),
    ...fieldChanges('actions', from, to),
    ...bookingChanges(from.booking, to.booking),
    ...fieldChanges('texting', from, to),
    ...connectionChanges(from.connections, to.connections),
    ...fieldChanges('privacy', from, to),
    ...fieldChanges('limits', from, to),
    ...fieldChanges('advanced', from, to),
  ];
}

const longestInSentence = 40;

function fieldChanges(section: keyof typeof fieldLabels, from: AgentConfig, to: AgentConfig): Change[] {
  const before: Record<string, unknown> = from[section];
  const after: Record<string, unknown> = to[section];

  return Object.entries(fieldLabels[section]).flatMap(([field, label]) => {
    return changed(section, label, sayField(field, before[field]), sayField(field, after[field]));
  });
}

/** Amounts are kept in micro-dollars, and told in dollars. */
function sayField(field: string, value: unknown): string {
  return field.endsWith('MicroDollars') && typeof value === 'number' ? formatMoney(value) : say(value);
}

function personalityChanges(from: AgentConfig, to: AgentConfig): Change[] {
  return traits.flatMap(({ trait, label }) => {
    return changed('personality', label, say(from.personality[trait]), say(to.personality[trait]));
  });
}

function hoursChanges(from: Hours, to: Hours): Change[] {
  const week = weekdays.flatMap((weekday) => {
    const label = `Hours on ${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}`;
    return changed('hours', label, describeBlocks(from.week[weekday]), describeBlocks(to.week[weekday]));
  });

  const dates = [...new Set([...from.days, ...to.days].map(({ date }) => date))].sort();
  const days = dates.flatMap((date) => {
    return changed('hours', `Hours on ${describeDate(date)}`, dayIn(from, date), dayIn(to, date));
  });

  return [...week, ...days];
}

function holidayChanges(from: Hours['holidays'], to: Hours['holidays']): Change[] {
  const names = (choice: Hours['holidays']) => (choice.country ? closedHolidayNames(choice).join(', ') : '');
  const inLieu = (choice: Hours['holidays']) => (choice.inLieu ? 'closed' : 'open');

  return [
    ...changed('hours', 'Country of the holidays', from.country ?? '', to.country ?? ''),
    ...changed('hours', 'Holidays on which we are closed', names(from), names(to), true),
    ...changed('hours', 'Days in lieu of holidays', inLieu(from), inLieu(to)),
  ];
}

function routingChanges(from: Routing, to: Routing): Change[] {
  const before = new Map(describeRouting(from));
  const after = new Map(describeRouting(to));

  return [...new Set([...before.keys(), ...after.keys()])].flatMap((label) => {
    return changed('routing', label, before.get(label) ?? '', after.get(label) ?? '');
  });
}

function bookingChanges(from: Booking, to: Booking): Change[] {
  const before = new Map(describeBooking(from));
  const after = new Map(describeBooking(to));

  return [...new Set([...before.keys(), ...after.keys()])].flatMap((label) => {
    return changed('booking', label, before.get(label) ?? '', after.get(label) ?? '');
  });
}

function connectionChanges(from: Connections, to: Connections): Change[] {
  const before = new Map(from.tools.map((tool) => [tool.name, describeConnection(tool)]));
  const after = new Map(to.tools.map((tool) => [tool.name, describeConnection(tool)]));
  const names = [...new Set([...before.keys(), ...after.keys()])];

  return [
    ...changed('connections', 'Asking other systems', say(from.enabled), say(to.enabled)),
    ...names.flatMap((name) => {
      const label = `Connection “${name.replaceAll('_', ' ')}”`;
      return changed('connections', label, before.get(name) ?? '', after.get(name) ?? '', true);
    }),
  ];
}

function dayIn({ days }: Hours, date: string): string {
  const day = days.find((known) => known.date === date);
  return day ? `${describeBlocks(day.blocks)}${day.label && ` (${day.label})`}` : 'as usual';
}

function knowledgeChanges(from: Knowledge, to: Knowledge): Change[] {
  const before = new Map(from.answers.map(({ question, answer }) => [question, answer]));
  const after = new Map(to.answers.map(({ question, answer }) => [question, answer]));
  const questions = [...new Set([...before.keys(), ...after.keys()])];
  const told = questions.flatMap((question) => {
    return changed('knowledge', `Answer to “${question}”`, before.get(question) ?? '', after.get(question) ?? '', true);
  });

  const isSame = JSON.stringify(from.answers) === JSON.stringify(to.answers);
  if (told.length > 0 || isSame) return told;
  const sentence = 'Answers in another order';
  return [{ section: 'knowledge', label: sentence, sentence, before: '', after: '' }];
}

function changed(section: Section, label: string, before: string, after: string, isLong = false): Change[] {
  if (before === after) return [];
  return [{ section, label, sentence: sentenceFor(label, before, after, isLong), before, after }];
}

function sentenceFor(label: string, before: string, after: string, isLong: boolean): string {
  if (!before) return `${label} added`;
  if (!after) return `${label} removed`;
  if (isLong || Math.max(before.length, after.length) > longestInSentence) return `${label} changed`;
  return `${label} from ${before} to ${after}`;
}

function say(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.map(say).join(', ');
  if (typeof value === 'object') return Object.values(value).map(say).filter(Boolean).join(': ');
  return String(value).replaceAll('_', ' ');
}
