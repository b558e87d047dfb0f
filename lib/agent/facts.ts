import type { AgentConfig } from '@/lib/contracts/agent-config';
import { describeSpecialDays, describeWeek } from '@/lib/hours/schedule';
import { bookingLines } from './booking-tools';
import { peopleLines } from './people';
import { oneLine } from './plain-text';

/** The provider takes 16,384 tokens of instructions; past this many characters answers are left out. */
const maxAnswerCharacters = 36_000;
const maxSpecialDays = 40;

export function factLines(config: AgentConfig, today: string): string[] {
  const special = describeSpecialDays(config.hours, today).slice(0, maxSpecialDays).map(oneLine);
  const answers = config.knowledge.answers.slice(0, countFittingAnswers(config)).map(questionAndAnswer);

  return [
    '# Facts',
    ...businessLines(config),
    '',
    '## Opening hours',
    ...describeWeek(config.hours),
    ...(special.length > 0 ? ['', '## Special days', ...special] : []),
    ...(answers.length > 0 ? ['', '## Questions and answers', ...answers] : []),
    ...bookingLines(config),
    ...peopleLines(config),
  ];
}

/** How many answers, from the first, the agent is given. */
export function countFittingAnswers({ knowledge }: AgentConfig): number {
  let characters = 0;
  const firstLeftOut = knowledge.answers.findIndex((entry) => {
    characters += questionAndAnswer(entry).length;
    return characters > maxAnswerCharacters;
  });

  return firstLeftOut === -1 ? knowledge.answers.length : firstLeftOut;
}

function businessLines({ identity }: AgentConfig): string[] {
  const about = oneLine(identity.about);
  const address = oneLine(identity.address);

  return [
    `Business: ${oneLine(identity.businessName)}`,
    ...(about ? [`About: ${about}`] : []),
    ...(address ? [`Address: ${address}`] : []),
  ];
}

function questionAndAnswer({ question, answer }: { question: string; answer: string }): string {
  return `Q: ${oneLine(question)}\nA: ${oneLine(answer)}`;
}
