import type { AgentConfig } from '@/lib/contracts/agent-config';
import { renderGreeting, type SpokenGreeting } from '@/lib/greeting/render';
import { oneLine } from './plain-text';

/** One hour of each part of the day that a greeting can name. */
const hours = [9, 14, 20];

/** Greeting and notice as they are spoken, in one breath. */
export function greetingWords({ text, notice }: SpokenGreeting): string {
  return [text, notice].map(oneLine).filter(Boolean).join(' ');
}

/** Every wording in which a call may be greeted: open or closed, at any time of day. */
export function greetingVariants({ greeting, identity }: AgentConfig, callerName: string | null): string[] {
  const facts = {
    business: identity.businessName,
    agent: identity.agentName,
    callerName: callerName ? oneLine(callerName).slice(0, 80) : null,
  };
  const all = [true, false].flatMap((isOpen) =>
    hours.map((hour) => greetingWords(renderGreeting(greeting, { ...facts, hour, isOpen }))),
  );
  return [...new Set(all)].filter(Boolean);
}
