import type { Greeting, GreetingPlaceholder } from '@/lib/contracts/greeting';

export type GreetingFacts = {
  business: string;
  agent: string;
  /** Null: the caller is not known, and the sentence closes over the gap. */
  callerName: string | null;
  /** Local hour, 0 to 23. */
  hour: number;
  isOpen: boolean;
};

export type SpokenGreeting = { text: string; notice: string };

/** Characters that a telephone voice says in a second, at natural speed. */
const charactersPerSecond = 15;

/** The exact words that the caller hears first. */
export function renderGreeting(greeting: Greeting, facts: GreetingFacts): SpokenGreeting {
  const chosen = !facts.isOpen && greeting.afterHoursText ? greeting.afterHoursText : greeting.text;
  const notice = [greeting.aiNotice, greeting.recordingNotice].filter(Boolean).join(' ');

  return { text: fillIn(chosen, facts), notice: fillIn(notice, facts) };
}

export function fillIn(text: string, facts: GreetingFacts): string {
  const values: Record<GreetingPlaceholder, string> = {
    business: facts.business,
    agent: facts.agent,
    time_of_day: timeOfDay(facts.hour),
    caller_name: facts.callerName ?? '',
  };
  const closed = facts.callerName ? text : text.replaceAll(/,?\s*\{caller_name\}/g, '').replace(/^[\s,.!?;:]+/, '');
  const filled = closed.replaceAll(/\{(business|agent|time_of_day|caller_name)\}/g, (_, name: GreetingPlaceholder) => {
    return values[name];
  });

  return sentenceCase(filled.replaceAll(/\s+/g, ' ').trim());
}

/** How long the words take on the line; a guide for owners, not a clock. */
export function secondsToSay(text: string, speed = 1): number {
  const pauses = (text.match(/[.!?…]+(\s|$)/g)?.length ?? 0) * 0.35;
  return Math.round(((text.length / charactersPerSecond + pauses) / speed) * 10) / 10;
}

export function timeOfDay(hour: number): string {
  if (hour < 5) return 'evening';
  if (hour < 12) return 'morning';
  return hour < 18 ? 'afternoon' : 'evening';
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
