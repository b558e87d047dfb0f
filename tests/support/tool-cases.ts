import { toolNames } from '@/realtime-server/tools/toolbox';
import { isApplicable, type NotApplicable, type ToolCase } from './tool-case';
import { bookingCases } from './tool-cases-booking';
import { lineCases } from './tool-cases-line';
import { talkCases } from './tool-cases-talk';
import { orderConnection } from './tool-settings';

/** Every tool that a call can offer: ours, and one of a tenant's own. */
export const allTools = [...toolNames, orderConnection.name];

export const toolCases: Record<string, ToolCase> = { ...talkCases, ...lineCases, ...bookingCases };

export const rows = Object.entries(toolCases).map(([name, row]) => ({ name, row }));

/** The rows where a kind of test means something. */
export function rowsWith<Kind extends 'timeout' | 'otherModel' | 'otherServer'>(kind: Kind) {
  return rows.flatMap(({ name, row }) => {
    const cell = row[kind];
    return isApplicable(cell) ? [{ name, row, cell: cell as Exclude<ToolCase[Kind], NotApplicable> }] : [];
  });
}
