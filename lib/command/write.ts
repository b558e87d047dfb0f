import {
  type CallCommand,
  type CommandAnswer,
  callCommandSchema,
  type SendCommandInput,
} from '@/lib/contracts/command';
import type { Db } from '@/lib/platform/database';
import { databaseError } from '@/lib/platform/database-error';
import type { TenantId } from '@/lib/platform/ids';

/** By a member. The same command again is one. */
export async function sendCommand(db: Db, tenantId: TenantId, command: SendCommandInput): Promise<void> {
  const { error } = await db.rpc('send_call_command', {
    p_tenant: tenantId,
    p_call: command.call,
    p_command: command.command,
    p_kind: command.kind,
    p_text: 'text' in command ? command.text : '',
  });
  if (error) throw databaseError(error, 'The call could not be told.');
}

/** Under a token that names the calls of a server. What is given is never given again. */
export async function takeCommands(db: Db): Promise<CallCommand[]> {
  const { data, error } = await db.rpc('take_call_commands');
  if (error) throw databaseError(error, 'What is asked of calls could not be read.');
  return data.map(({ id, call_id, kind, text }) => callCommandSchema.parse({ id, callId: call_id, kind, text }));
}

/** Under the token of the call itself. */
export async function answerCommand(db: Db, commandId: string, { result, detail }: CommandAnswer): Promise<void> {
  const { error } = await db.rpc('answer_call_command', {
    p_command: commandId,
    p_result: result,
    p_detail: detail.slice(0, 300),
  });
  if (error) throw databaseError(error, 'The answer to a command could not be written.');
}
