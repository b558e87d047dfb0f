import type { Rung } from '@/lib/contracts/limits';
import type { CompiledAgent } from './compile-agent';

/** About twenty seconds of speech. */
const shortAnswerTokens = 512;
const toolsForMessages = new Set(['take_message', 'decline_recording', 'end_call']);

const shorter =
  'From here on answer in one short sentence at a time. Leave out whatever was not asked, and offer nothing more.';
const messageOnly =
  'From here on you can only take a message: say kindly that you cannot do more at the moment, ask who calls and what it is about, and write it down. Answer nothing else; emergencies come first all the same.';
const callBack =
  'From here on you cannot help any further: say kindly that the team is glad to be called again later, and bring the call to an end. Emergencies come first all the same.';

/** What is left of an agent whose business has nearly used up a limit. The stable text stays first, for the provider's cache. */
export function reduceAgent(agent: CompiledAgent, rung: Exclude<Rung, 'full' | 'over'>): CompiledAgent {
  const session = {
    ...agent.session,
    maxOutputTokens: Math.min(agent.session.maxOutputTokens, shortAnswerTokens),
  };
  if (rung === 'shorter') return { ...agent, session, instructions: told(agent, shorter) };

  const tools = agent.tools.filter(({ name }) => toolsForMessages.has(name));
  const takesMessages = tools.some(({ name }) => name === 'take_message');
  return { ...agent, session, tools, instructions: told(agent, takesMessages ? messageOnly : callBack) };
}

function told({ instructions }: CompiledAgent, rule: string): string {
  return `${instructions}\n\n# Now\n- ${rule}`;
}
