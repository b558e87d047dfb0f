import { z } from 'zod';
import type { AgentConfig } from '@/lib/contracts/agent-config';
import { lookupKnowledgeInputSchema } from '@/lib/contracts/knowledge';
import {
  declineRecordingInputSchema,
  endCallInputSchema,
  lookupHoursInputSchema,
  type ToolDefinition,
  takeMessageInputSchema,
} from '@/lib/contracts/tool';
import { bookingTools } from './booking-tools';
import { connectionTools } from './connection-tools';
import { textingTool } from './texting-tool';
import { transferTool } from './transfer-tool';

/** What the model may call: only what the owner switched on, and always a way to hang up. */
export function toolDefinitions(
  config: AgentConfig,
  { knowsMore = false, moment }: { knowsMore?: boolean; moment?: { now: Date; dialedNumber: string | null } } = {},
): ToolDefinition[] {
  const { actions, privacy } = config;
  const { texting, booking, connections } = toolsOf(config);
  const transfer = moment ? transferTool(config, moment) : null;
  const own = [
    ...(actions.takeMessage ? [takeMessage] : []),
    lookupHours,
    ...(knowsMore ? [lookupKnowledge] : []),
    ...(transfer ? [tool({ name: 'transfer_call', ...transfer })] : []),
    ...texting,
    ...booking,
    ...(privacy.recording === 'on' ? [declineRecording] : []),
    endCall,
  ];
  return [...own, ...connections.filter(({ name }) => !own.some((one) => one.name === name))];
}

type ToolsOfConfig = Record<'texting' | 'booking' | 'connections', ToolDefinition[]>;

const written = new WeakMap<AgentConfig, ToolsOfConfig>();

/** Those that an owner's words make. Every call of one configuration has the same. */
function toolsOf(config: AgentConfig): ToolsOfConfig {
  const known = written.get(config);
  if (known) return known;
  const texting = textingTool(config);
  const tools = {
    texting: texting ? [tool({ name: 'send_text', ...texting })] : [],
    booking: bookingTools(config).map(tool),
    connections: connectionTools(config.connections).map(tool),
  };
  written.set(config, tools);
  return tools;
}

const takeMessage = tool({
  name: 'take_message',
  description:
    'Write down a message for the team. First ask for the name and what it is about; offer the number they call from as the number to call back (null keeps it unknown; otherwise with country code, like +12025550101). Urgent only when waiting would do harm. Read the message back, then call this once.',
  input: takeMessageInputSchema,
});

const lookupHours = tool({
  name: 'lookup_hours',
  description:
    'Look up the opening hours of one date, with holidays and one-off days counted. Use it for any date that is not plain from the opening hours. Say the weekday with the date.',
  input: lookupHoursInputSchema,
});

const lookupKnowledge = tool({
  name: 'lookup_knowledge',
  description:
    'Look up what the business has written: prices, services, policies, and whatever else the facts above do not answer. Use it before you say that you do not know something about the business. Send the question in one plain English sentence with what it is about; answer only from what comes back.',
  input: lookupKnowledgeInputSchema,
});

const declineRecording = tool({
  name: 'decline_recording',
  description:
    'Stop recording this call and delete what was recorded. Call it at once, without asking why, when the caller does not want to be recorded; then tell them that it is done and go on helping.',
  input: declineRecordingInputSchema,
});

const endCall = tool({
  name: 'end_call',
  description:
    'Hang up. First say goodbye aloud. Use it when the caller is done, dialled wrongly, does not answer, or is abusive after one warning.',
  input: endCallInputSchema,
});

function tool({ name, description, input }: { name: string; description: string; input: z.ZodType }): ToolDefinition {
  const { $schema: _, ...parameters } = z.toJSONSchema(input, { io: 'input' });
  return { type: 'function', name, description, parameters };
}
