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

const rowOfPage = /^\| (R\d+) \|.*\| (yes|NO) \|/;

/** A page as it was, with the rows that were measured anew in their places. */
export function pageOf(rows: Row[], { calls, at, before }: { calls: number; at: Date; before: string }): string {
  const measured = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${calls} calls`;
  const lines = new Map<string, string>();
  for (const old of before.split('\n')) {
    const [, id] = rowOfPage.exec(old) ?? [];
    if (id) lines.set(id, old);
  }
  for (const row of rows) lines.set(row.fault.id, line([...cells(row), measured]));
  const ordered = [...lines].sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1))).map(([, text]) => text);
  const passed = ordered.filter((text) => rowOfPage.exec(text)?.[2] === 'yes').length;

  return `# Faults

Written by \`npm run test:faults -- --calls N --write\`; with \`--only R7,R9\` the rows named are measured anew and the others
stay. Where a row says "calls", N of them talk at once. Every fault is injected into the real processes: realtime servers, the
database and its API, and the portal. The carrier and the voice model are stand-ins, the practice carrier and the practice
model behind a relay of ours, and what is called heard is what the carrier's end of the line recorded. R30, and the 55 minutes
of R4, need a throw or a clock from inside and are tests of the unit suite. Nothing here was measured against a real carrier or
a real voice model: how long Twilio waits between two tries of an action URL, and whether it asks at all after an abnormal end,
are not known to us.

The rows with many calls need a machine that has time for them: all callers, the model and the database share it with the
servers. With three builds beside them on two cores (a load average of 25 to 30) R7, R9 and R10 failed at 20 calls: the
stand-ins' own speech came in pieces, and a call was taken up after 2.8 s at most but stayed silent for up to 5.6 s.

${line([...columns, 'measured'])}
|${'---|'.repeat(columns.length + 1)}
${ordered.join('\n')}

${passed} of ${ordered.length} passed.
`;
}
