import type { Fault, Found } from './fault';

export type Row = { fault: Fault; found: Found; seconds: number };

const columns = ['', 'fault', 'injected', "the caller's experience, measured", 'data checked', 'passed'];

function cells({ fault, found }: Row): string[] {
  const passed = found.problems.length === 0 ? 'yes' : 'NO';
  return [fault.id, fault.fault, fault.injected, found.experience, found.data, passed];
}

const line = (values: readonly string[]) => `| ${values.map((value) => value.replaceAll('|', '/')).join(' | ')} |`;

export const tableHead = `${line(columns)}\n|${'---|'.repeat(columns.length)}`;

export function printRow(row: Row): string {
  return line(cells(row));
}

export function pageOf(rows: Row[], calls: number): string {
  const failed = rows.filter(({ found }) => found.problems.length > 0).length;
  return `# Faults

Written by \`npm run test:faults -- --write\` (${calls} calls where a row says "calls"): every fault is injected into the real processes (a
realtime server, the database and its API, the practice model and the practice carrier), one after the other, and measured on
what the caller's end of the line recorded. Nothing here was measured against a real carrier or a real voice model: how long
Twilio waits between two tries of an action URL, and whether it asks at all after an abnormal end, are not known to us.

${tableHead}
${rows.map(printRow).join('\n')}

${rows.length - failed} of ${rows.length} passed.
`;
}
