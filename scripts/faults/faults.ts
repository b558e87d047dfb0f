import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../house/plans';
import type { Fault, Found } from './fault';
import { type FaultHouse, openFaultHouse } from './fault-house';
import { faultsOfProcesses } from './faults-of-processes';
import { faultsOfTheCarrier } from './faults-of-the-carrier';
import { faultsOfTheDatabase } from './faults-of-the-database';
import { faultsOfTheVoice, warmUp } from './faults-of-the-voice';
import { otherFaults } from './other-faults';
import { pageOf, printRow, tableHead } from './table';

const usage = `npm run test:faults -- [options]
  --only R7,R9   these rows alone
  --calls 20     how many talk at once, where a row says "calls" (10)
  --write        docs/faults.md; rows that were not run stay as they are
  --help`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        calls: { type: 'string' },
        write: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    if (!values.help) return values;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(1);
  }
}

const values = readOptions();
const calls = Number(values.calls ?? 10);
const wanted = values.only?.split(',').map((id) => id.trim().toUpperCase());
const longestMs = 300_000;

const faults: Fault[] = [
  ...faultsOfTheVoice,
  ...faultsOfTheDatabase,
  ...faultsOfProcesses,
  ...faultsOfTheCarrier,
  ...otherFaults,
].sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));

async function attempt(fault: Fault, house: FaultHouse): Promise<Found> {
  const limit = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('It took more than five minutes.')), longestMs).unref();
  });
  try {
    return await Promise.race([fault.run(house, { calls }), limit]);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { experience: 'not measured', data: 'not looked at', problems: [problem] };
  }
}

const house = await openFaultHouse();
const rows: { fault: Fault; found: Found; seconds: number }[] = [];
try {
  await warmUp(house);
  console.log(tableHead);
  for (const fault of faults.filter(({ id }) => !wanted || wanted.includes(id))) {
    const startedAt = performance.now();
    const found = await attempt(fault, house);
    await house.calm();
    const row = { fault, found, seconds: (performance.now() - startedAt) / 1000 };
    rows.push(row);
    console.log(printRow(row));
    for (const problem of found.problems) console.log(`    ${problem}`);
  }
} finally {
  await house.close();
}

const failed = rows.filter(({ found }) => found.problems.length > 0);
console.log(`\n${rows.length - failed.length} of ${rows.length} faults passed`);
if (values.write) {
  const page = path.join(root, 'docs/faults.md');
  mkdirSync(path.dirname(page), { recursive: true });
  const before = existsSync(page) ? readFileSync(page, 'utf8') : '';
  writeFileSync(page, pageOf(rows, { calls, at: new Date(), before }));
}
process.exit(failed.length > 0 ? 1 : 0);
