import type { AgentConfig } from '@/lib/contracts/agent-config';
import { builtInDefaults } from '@/lib/contracts/agent-config';
import { weekdays } from '@/lib/contracts/hours';
import { fillIn, secondsToSay } from '@/lib/greeting/render';
import { describeConflicts } from '@/lib/personality/describe';
import { bandOf, traits } from '@/lib/personality/traits';
import { describePlanLines, type PlanLines } from '@/lib/plan/lines';
import { countFittingAnswers } from './facts';
import { type Finding, note, problem } from './finding';
import { lintBooking } from './lint-booking';
import { lintConnections } from './lint-connections';
import { lintHours } from './lint-hours';
import { lintPrivacy } from './lint-privacy';
import { lintPromises } from './lint-promises';
import { lintRouting } from './lint-routing';
import { lintTexting } from './lint-texting';

export type { Finding } from './finding';

const longGreetingSeconds = 15;

/** What contradicts itself or will surprise a caller, each in one sentence. Only blockers keep anyone from publishing. */
export function lintConfig(config: AgentConfig, now: Date, plan: PlanLines | null = null): Finding[] {
  return [
    ...lintIdentity(config),
    ...lintGreeting(config),
    ...lintPersonality(config),
    ...lintKnowledge(config),
    ...lintHours(config, now),
    ...lintRouting(config),
    ...lintPromises(config),
    ...lintBooking(config),
    ...lintTexting(config),
    ...lintConnections(config),
    ...lintPrivacy(config),
    ...lintLimits(config, plan),
    ...lintRest(config),
  ];
}

function lintIdentity({ identity }: AgentConfig): Finding[] {
  const isUnnamed = identity.businessName === builtInDefaults.identity.businessName;
  return isUnnamed ? [problem('identity', `The business is still called “${identity.businessName}”.`)] : [];
}

function lintGreeting({ greeting, hours, voice, identity }: AgentConfig): Finding[] {
  const findings: Finding[] = [];
  const notices = `${greeting.aiNotice} ${greeting.recordingNotice}`.trim();
  const seconds = secondsToSay(`${greeting.text} ${notices}`, voice.speed);

  for (const weekday of weekdays) {
    if (hours.week[weekday].length === 0 && promises(greeting.text, weekday)) {
      findings.push(problem('greeting', `The greeting names ${capitalised(weekday)}, and we are closed that day.`));
    }
  }
  if (greeting.interruptible === 'after_notice' && !notices) {
    findings.push(note('greeting', 'Callers may interrupt only after the notice, but there is no notice.'));
  }
  if (greeting.afterHoursText && weekdays.every((day) => coversTheDay(hours.week[day])) && hours.days.length === 0) {
    findings.push(note('greeting', 'The after-hours greeting is never heard: we are always open.'));
  }
  if (seconds > longGreetingSeconds) {
    findings.push(note('greeting', `Callers listen for about ${Math.round(seconds)} seconds before they can speak.`));
  }
  if (`${greeting.text}${greeting.afterHoursText}`.includes('{caller_name}')) {
    const facts = {
      business: identity.businessName,
      agent: identity.agentName,
      callerName: null,
      hour: 10,
      isOpen: true,
    };
    const text = greeting.text.includes('{caller_name}') ? greeting.text : greeting.afterHoursText;
    findings.push(note('greeting', `Callers whose name we do not know hear: “${fillIn(text, facts)}”`));
  }
  return findings;
}

function lintPersonality(config: AgentConfig): Finding[] {
  const { personality, greeting, actions } = config;
  const findings = describeConflicts(personality).map(({ trait, because }) => {
    const label = traits.find((text) => text.trait === trait)?.label ?? trait;
    return note('personality', `${label} is held back. ${because}`);
  });

  const spoken = `${greeting.text} ${greeting.aiNotice}`;
  if (
    bandOf(personality.aiOpenness) === 'high' &&
    !/\b(AI|virtual|automated|assistant|robot|digital)\b/i.test(spoken)
  ) {
    findings.push(note('personality', 'AI openness is up front, but the greeting and its notice do not say so.'));
  }
  if (!actions.takeMessage && bandOf(personality.caution) === 'high') {
    findings.push(problem('personality', 'Caution says to take a message when unsure, but taking messages is off.'));
  }
  return findings;
}

function lintKnowledge(config: AgentConfig): Finding[] {
  const { answers } = config.knowledge;
  const fitting = countFittingAnswers(config);
  const asked = answers.map(({ question }) => question.toLowerCase());
  const twice = answers.find(({ question }, index) => asked.indexOf(question.toLowerCase()) !== index);

  return [
    ...(fitting < answers.length
      ? [
          problem(
            'knowledge',
            `Only the first ${fitting} of ${answers.length} answers fit; the agent does not know the rest.`,
          ),
        ]
      : []),
    ...(twice ? [problem('knowledge', `“${twice.question}” has more than one answer.`)] : []),
  ];
}

function lintLimits({ limits }: AgentConfig, plan: PlanLines | null): Finding[] {
  const beyond = describePlanLines(limits.maxLiveCalls, plan);
  return beyond ? [note('limits', `Calls at once are set to ${limits.maxLiveCalls}. ${beyond}`)] : [];
}

function lintRest({ advanced }: AgentConfig): Finding[] {
  const hidesAi =
    /\b(deny|denies|never (say|admit|tell|mention)|do not (say|admit|tell|mention)|don't (say|admit|tell|mention)|pretend)\b[^.\n]{0,60}\b(AI|robot|bot|human|machine|artificial)\b/i;

  return [
    ...(hidesAi.test(advanced.extraInstructions)
      ? [problem('advanced', 'The extra instructions ask to hide that it is an AI; the fixed rules do not allow that.')]
      : []),
  ];
}

/** A closed day in a sentence that says so is no promise. */
function promises(text: string, weekday: string): boolean {
  return text
    .split(/[.!?]/)
    .some(
      (sentence) =>
        new RegExp(`\\b${weekday}s?\\b`, 'i').test(sentence) && !/\b(closed|not|except|but)\b/i.test(sentence),
    );
}

function coversTheDay(blocks: { opens: string; closes: string }[]): boolean {
  return blocks.length === 1 && blocks[0]?.opens === '00:00' && blocks[0].closes === '24:00';
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
