import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { formatMoney, formatNumber } from '../../lib/format/money';
import { wholeNumber } from '../bench/bench-options';
import { type LedgerRun, runLedger } from './run-ledger';

const usage = `npm run test:ledger -- [options]
  --calls 1000     how many calls
  --at-once 24     how many of them at a time
  --seed N         the seed that an earlier run has printed
  --kills 6        how often the server is killed (-9)
  --outages 8      how often the database goes away for seconds
  --stalls 100     how often the server stands still, for up to 0.9 s
  --write          put the result into docs/ledger.md`;

const page = path.join(import.meta.dirname, '../../docs/ledger.md');

function reportOf(run: LedgerRun): string {
  const { underWay, problems } = run;
  return `${formatNumber(run.calls)} calls in ${Math.round(run.seconds)} s: ${run.kills} kills -9, ${run.outages} outages of the database, ${run.stalls} stalls, ${run.drops} models lost, ${run.resumed} calls taken up again, ${run.turnedAway} turned away, ${run.twice} with every callback twice
the model's own book   ${formatMoney(run.modelMicroDollars)}   (${formatNumber(run.modelMicroDollars)} micro-dollars, ${formatNumber(run.entries)} entries)
our ledger             ${formatMoney(run.ledgerMicroDollars)}   (${formatNumber(run.ledgerMicroDollars)} micro-dollars), and the carrier ${formatMoney(run.carrierMicroDollars)}
turns                  ${formatNumber(run.turns)}, ${run.takenForCut} of them heard to their end and taken for cut
under way at a kill    ${underWay.costs} costs, ${underWay.costsKept} of them kept; ${underWay.turns} turns, ${underWay.turnsKept} of them kept
${[...problems.slice(0, 40).map((problem) => `  ${problem}`), verdictOn(problems)].join('\n')}`;
}

function verdictOn({ length }: readonly string[]): string {
  return length === 0 ? 'equal, nothing lost, nothing doubled' : `${length} problems`;
}

function pageOf(report: string, seed: number): string {
  return `# The ledger

Written by \`npm run test:ledger -- --write\`. Callers talk with the real server while it is killed or stands still, its
database goes away, models are lost, and callbacks and priced events come twice. The voice model and the carrier are ours: the
model writes down what it asks for each answer, each transcription and each clip, and the carrier's end of the line knows by the
sound itself what of each answer the caller heard. Then every entry of the model's book is looked for in \`usage_ledger\`, its
price worked out anew, and every word that was said looked for in \`turns\`.

Equal means: each entry once and with the model's own figures, unless it was told within 750 ms before a kill; each thing said
a turn, once, of the right speaker and call, with all its words if it was heard to its end (where some of them are marked as
unheard all the same, that is no lost turn, and is counted as taken for cut). What was being said or heard when the server
was killed (until 750 ms after its end) may be cut or missing, and is counted as under way. An answer that the caller cut off
before its first sound came was never on the line, and may be no turn; nor was one that was told after the caller had hung up.
A caller whose number the server never heard of may be turned away while the database is away, and only then.

Measured ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, seed ${seed}:

\`\`\`
${report}
\`\`\`
`;
}

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '1000' },
    'at-once': { type: 'string', default: '24' },
    seed: { type: 'string' },
    kills: { type: 'string', default: '6' },
    outages: { type: 'string', default: '8' },
    stalls: { type: 'string', default: '100' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
});
if (values.help) console.log(usage);
else {
  const seed = values.seed ? wholeNumber('--seed', values.seed, 4_294_967_295) : Math.floor(Math.random() * 1e9);
  console.log(`seed ${seed}`);
  const run = await runLedger({
    calls: wholeNumber('--calls', values.calls, 100_000),
    atOnce: wholeNumber('--at-once', values['at-once'], 64),
    kills: Number(values.kills),
    outages: Number(values.outages),
    stalls: Number(values.stalls),
    ...{ seed, say: console.log },
  });
  const report = reportOf(run);
  console.log(`\n${report}`);
  if (values.write) writeFileSync(page, pageOf(report, seed));
  process.exit(run.problems.length > 0 || run.modelMicroDollars !== run.ledgerMicroDollars ? 1 : 0);
}
