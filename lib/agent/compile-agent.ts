import type { AgentConfig } from '@/lib/contracts/agent-config';
import type { ToolDefinition } from '@/lib/contracts/tool';
import { renderGreeting, type SpokenGreeting } from '@/lib/greeting/render';
import { localTime } from '@/lib/hours/local-time';
import { isOpenAt } from '@/lib/hours/schedule';
import type { CallContext } from './call-context';
import { countFittingAnswers } from './facts';
import { writeInstructions } from './instructions';
import { oneLine } from './plain-text';
import { type AgentSession, sessionSettings } from './session-settings';
import { toolDefinitions } from './tool-definitions';

export type CompiledAgent = {
  instructions: string;
  tools: ToolDefinition[];
  session: AgentSession;
  /** The exact words that are spoken first, and the notice after them; empty where there is none. */
  greeting: SpokenGreeting;
  /** The same for somebody whose name is not known: what is spoken until a greeting by name was made. */
  namelessGreeting: SpokenGreeting;
  /** Tokens of instructions and tools, roughly: four characters each. */
  tokenEstimate: number;
};

/** What the model is told about this call: the portal's preview and the call itself use this and nothing else. */
export function compileAgent(config: AgentConfig, context: CallContext): CompiledAgent {
  const instructions = writeInstructions(config, context);
  const tools = toolDefinitions(config, {
    knowsMore: context.knowsMore || countFittingAnswers(config) < config.knowledge.answers.length,
    moment: context,
  });

  return {
    instructions,
    tools,
    session: sessionSettings(config),
    greeting: compileGreeting(config, context),
    namelessGreeting: compileGreeting(config, { ...context, callerName: null }),
    tokenEstimate: Math.ceil((instructions.length + JSON.stringify(tools).length) / 4),
  };
}

/** The greeting alone, for the portal's live preview. */
export function compileGreeting(
  { greeting, identity, hours }: AgentConfig,
  { now, callerName }: Pick<CallContext, 'now' | 'callerName'>,
): SpokenGreeting {
  const { time } = localTime(now, identity.timeZone);
  const spoken = renderGreeting(greeting, {
    business: identity.businessName,
    agent: identity.agentName,
    callerName: callerName ? oneLine(callerName).slice(0, 80) : null,
    hour: Number(time.slice(0, 2)),
    isOpen: isOpenAt(hours, identity.timeZone, now),
  });

  return { text: oneLine(spoken.text), notice: oneLine(spoken.notice) };
}
