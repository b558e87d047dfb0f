import type { ToolDefinition } from '@/lib/contracts/tool';
import type { Clock } from '@/lib/platform/clock';
import type { Log } from '@/lib/platform/log';
import { bookAppointment } from './book-appointment';
import { cancelAppointment } from './cancel-appointment';
import { declineRecording } from './decline-recording';
import { endCall } from './end-call';
import { findTimes } from './find-times';
import { lookupHours } from './lookup-hours';
import { lookupKnowledge } from './lookup-knowledge';
import { moveAppointment } from './move-appointment';
import { sendText } from './send-text';
import { takeMessage } from './take-message';
import { failed, type Tool, type ToolContext, type ToolResult } from './tool';
import { transferCall } from './transfer-call';

export type ToolUse = { toolCallId: string; name: string; argumentsJson: string };

export type Toolbox = {
  /** Null when this very use was seen before. Never rejects, and never takes longer than the limit. */
  use(use: ToolUse): Promise<ToolResult> | null;
};

/** Names of the tools that still do something, also those that were given up. */
type Unfinished = { unfinished(): string[] };

type ToolboxDeps = {
  /** What this tenant offers; nothing else can be used, whatever the model asks for. */
  offered: ToolDefinition[];
  /** The tenant's own; none of them takes the name of one of ours. */
  tenantTools?: Tool[];
  context: Omit<ToolContext, 'toolCallId'>;
  clock: Clock;
  log: Log;
  /** What came of a use after the model was told that it took too long. */
  cameLate?(use: ToolUse, result: ToolResult): void;
};

const tools: Tool[] = [
  takeMessage,
  lookupHours,
  lookupKnowledge,
  sendText,
  findTimes,
  bookAppointment,
  moveAppointment,
  cancelAppointment,
  declineRecording,
  endCall,
  transferCall,
];
/** Of ours, whether they are offered or not. */
export const toolNames: readonly string[] = tools.map(({ name }) => name);

const limitMs = 8000;
const maxUses = 40;
const maxArgumentsLength = 20_000;
const notYet = 'It is not certain whether this was done. Do not try it again; you are told when it is known.';
const stillRunning = 'The same is still being done from before. Do not try it again now; you are told what came of it.';

export function makeToolbox(deps: ToolboxDeps): Toolbox & Unfinished {
  const { offered, tenantTools = [], context, clock, log, cameLate } = deps;
  const known = [...tenantTools, ...tools].filter(({ name }) => offered.some((one) => one.name === name));
  const byName = new Map(known.map((tool) => [tool.name, tool]));
  const seen = new Set<string>();
  const running: string[] = [];
  const givenUp = new Set<string>();

  async function run(tool: Tool, { toolCallId, argumentsJson }: ToolUse): Promise<ToolResult> {
    try {
      return await tool.run(parsed(argumentsJson), { ...context, toolCallId });
    } catch (error) {
      log.error({ err: error, tool: tool.name }, 'A tool failed.');
      return failed(tool.whenItFails ?? 'It did not work. Apologise and offer another way.');
    }
  }

  function withinLimit(use: ToolUse, work: Promise<ToolResult>): Promise<ToolResult> {
    return new Promise((resolve) => {
      let isLate = false;
      const cancel = clock.setTimeout(() => {
        isLate = true;
        givenUp.add(use.name);
        resolve({ ok: false, output: { error: 'timeout', note: notYet }, next: 'reply' });
      }, limitMs);
      running.push(use.name);
      void work.then((result) => {
        running.splice(running.indexOf(use.name), 1);
        cancel();
        if (!isLate) return resolve(result);
        givenUp.delete(use.name);
        cameLate?.(use, result);
      });
    });
  }

  return {
    use(use) {
      if (seen.has(use.toolCallId)) return null;
      seen.add(use.toolCallId);
      const tool = byName.get(use.name);
      if (!tool) return Promise.resolve(failed('There is no such tool.'));
      if (seen.size > maxUses) return Promise.resolve(failed('Too many tool calls in one conversation.'));
      // Whoever asks again because it took so long would have it done twice.
      if (givenUp.has(use.name)) return Promise.resolve(failed(stillRunning));
      return withinLimit(use, run(tool, use));
    },
    unfinished: () => [...running],
  };
}

function parsed(json: string): unknown {
  if (json.length > maxArgumentsLength) return null;
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
