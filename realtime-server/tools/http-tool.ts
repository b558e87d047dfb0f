import { connectionInputSchema, sentInput } from '@/lib/connection/input';
import { type Connection, type Connections, confirmationField } from '@/lib/contracts/connections';
import { invalidInput } from './invalid-input';
import { failed, type Tool } from './tool';

/** A tool for each connection of the tenant. */
export function connectionTools({ enabled, tools }: Connections): Tool[] {
  return enabled ? tools.map(httpTool) : [];
}

function httpTool(connection: Connection): Tool {
  const schema = connectionInputSchema(connection);

  return {
    name: connection.name,

    async run(raw, { connections, toolCallId, noteEvent }) {
      const input = schema.safeParse(raw);
      if (!input.success) return invalidInput(input.error);
      if (connection.confirmFirst && input.data[confirmationField] !== true) {
        return failed('Nothing was sent. First tell the caller what you are about to do and wait for their yes.');
      }
      if (!connections) return failed('The other system cannot be used in this call. Offer another way.');

      const { ok, told, noted } = await connections.ask(connection, sentInput(input.data), toolCallId);
      noteEvent?.('connection_used', noted);
      return { ok, output: told, next: 'reply' };
    },
  };
}
