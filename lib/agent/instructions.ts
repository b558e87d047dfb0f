import type { AgentConfig } from '@/lib/contracts/agent-config';
import { localTime } from '@/lib/hours/local-time';
import { describeClock, describeDate, isOpenAt, nextOpening } from '@/lib/hours/schedule';
import { describeLimits, describePersonality } from '@/lib/personality/describe';
import type { CallContext } from './call-context';
import { factLines } from './facts';
import { reachableLines } from './people';
import { oneLine, paragraphs } from './plain-text';
import { planCall } from './plan-call';
import { returningCallerLines } from './returning-caller';
import { rulesFor } from './rules';

/** Stable text first: providers cache the beginning, and what differs per call comes last. */
export function writeInstructions(config: AgentConfig, context: CallContext): string {
  const today = localTime(context.now, config.identity.timeZone).date;
  const extra = paragraphs(config.advanced.extraInstructions);

  return [
    '# Who you are',
    ...identityLines(config),
    '',
    '# Rules',
    ...rulesFor(config).map((rule) => `- ${rule}`),
    '',
    '# Personality',
    ...personalityLines(config),
    '',
    ...factLines(config, today),
    ...(extra ? ['', '## More from the owner', extra] : []),
    '',
    '# This call',
    ...callLines(config, context),
  ].join('\n');
}

export function personalityLines({ personality }: AgentConfig): string[] {
  const told = describePersonality(personality).flatMap(({ group, sentences }) => [`${group}: ${sentences.join(' ')}`]);
  return [...told, ...describeLimits(personality)].map((line) => `- ${line}`);
}

function identityLines(config: AgentConfig): string[] {
  const { identity } = config;
  return [
    `You are ${oneLine(identity.agentName)}, the virtual receptionist of ${oneLine(identity.businessName)}, on the telephone with a caller.`,
    languageLine(config),
  ];
}

/** A misheard word, a name or a noise must never carry a conversation into another language. */
function languageLine({ identity, advanced }: AgentConfig): string {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const [first = 'English', ...others] = identity.languages.map((tag) => names.of(tag) ?? tag);
  if (others.length === 0) {
    return `Speak ${first}, and nothing else whatever a noise or a single word sounds like. If the caller cannot, say kindly that you speak no other language.`;
  }
  const when =
    advanced.languageSwitching === 'ask'
      ? 'change the language only when the caller asks for it'
      : "answer in the caller's language once they have said a whole sentence in it, or ask for it";
  return `Speak ${first}. You also speak ${others.join(', ')}: ${when}. A noise, a name or one unclear word is no reason to change. When they go back, or ask you to, go back with them.`;
}

function callLines(config: AgentConfig, context: CallContext): string[] {
  const { date, time } = localTime(context.now, config.identity.timeZone);
  const callerNumber = context.callerNumber?.replaceAll(/[^+\d]/g, '');
  const callerName = context.callerName ? oneLine(context.callerName).slice(0, 80) : '';

  return [
    `Local date and time: ${describeDate(date)}, ${describeClock(time)} (${config.identity.timeZone})`,
    openLine(config, context.now),
    ...reachableLines(config, context),
    ...(takesMessagesOnly(config, context) ? [messageOnlyLine] : []),
    `Caller's number: ${callerNumber || 'withheld'}`,
    ...(callerName ? [`Caller's name, as they gave it before: ${callerName}`] : []),
    ...returningCallerLines(context.caller ?? null),
    ...(context.channel === 'browser' ? ['This is a test call from the owner in a browser.'] : []),
    ...(context.isResumed
      ? ['The line dropped and is back: apologise in a few words and go on where the conversation stopped.']
      : []),
  ];
}

const messageOnlyLine =
  'On this call only take a message: say so kindly, ask who calls and what it is about, and take it down. Answer nothing else but when we are open; emergencies come first all the same.';

/** As the owner routes calls at this time, on this number. */
function takesMessagesOnly(config: AgentConfig, context: CallContext): boolean {
  if (!config.actions.takeMessage) return false;
  const { steps } = planCall({ ...context, config, liveCalls: 0, tenantStatus: 'active' });
  return steps.some((step) => step.do === 'agent' && step.messageOnly);
}

function openLine({ hours, identity }: AgentConfig, now: Date): string {
  if (isOpenAt(hours, identity.timeZone, now)) return 'We are open now.';

  const next = nextOpening(hours, identity.timeZone, now);
  if (!next) return 'We are closed now.';
  return `We are closed now. We open next on ${describeDate(next.date)} at ${describeClock(next.opens)}.`;
}
