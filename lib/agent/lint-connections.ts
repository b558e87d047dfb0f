import type { AgentConfig } from '@/lib/contracts/agent-config';
import { type Finding, note, problem } from './finding';
import { toolDefinitions } from './tool-definitions';

/** What the agent is told of the business's own systems, where it will not work as the owner thinks. */
export function lintConnections(config: AgentConfig): Finding[] {
  const { enabled, tools } = config.connections;
  if (tools.length === 0) return enabled ? [note('connections', 'Connections are on, and there are none.')] : [];
  if (!enabled) return [note('connections', 'There are connections, and calls use none: they are off.')];

  const own = toolDefinitions({ ...config, connections: { enabled, tools: [] } }).map(({ name }) => name);
  return tools.flatMap(({ name, method, confirmFirst }) => [
    ...(own.includes(name)
      ? [problem('connections', `“${name}” is never used: the agent has something of this name.`)]
      : []),
    ...(method !== 'GET' && !confirmFirst
      ? [note('connections', `“${name}” may change something without asking the caller first.`)]
      : []),
  ]);
}
