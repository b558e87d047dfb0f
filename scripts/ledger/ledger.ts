import { parseArgs } from 'node:util';
import { formatMoney, formatNumber } from '../../lib/format/money';
import { wholeNumber } from '../bench/bench-options';
import { type LedgerRun, runLedger } from './run-ledger';

const usage = `npm run test:ledger -- [options]
  --calls 1000     how many calls
  --at-once 24     how many of them at a time
  --seed N         the seed that an earlier run has printed
  --kills 6        how often the server is killed (-9)
  --outages 8      how often the database goes away for seconds`;

function report(run: LedgerRun): void {
  const { underWay } = run;
  console.log(`
${formatNumber(run.calls)} calls in ${Math.round(run.seconds)} s: ${run.kills} kills -9, ${run.outages} outages of the database, ${run.drops} models lost, ${run.resumed} calls taken up again, ${run.twice} with every callback twice
the model's own book   ${formatMoney(run.modelMicroDollars)}   (${formatNumber(run.modelMicroDollars)} micro-dollars, ${formatNumber(run.entries)} entries)
our ledger             ${formatMoney(run.ledgerMicroDollars)}   (${formatNumber(run.ledgerMicroDollars)} micro-dollars), and the carrier ${formatMoney(run.carrierMicroDollars)}
turns                  ${formatNumber(run.turns)}
under way at a kill    ${underWay.costs} costs, ${underWay.costsKept} of them kept; ${underWay.turns} turns, ${underWay.turnsKept} of them kept`);
  for (const problem of run.problems.slice(0, 40)) console.log(`  ${problem}`);
  console.log(run.problems.length === 0 ? 'equal, nothing lost, nothing doubled' : `${run.problems.length} problems`);
}

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '1000' },
    'at-once': { type: 'string', default: '24' },
    seed: { type: 'string' },
    kills: { type: 'string', default: '6' },
    outages: { type: 'string', default: '8' },
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
    ...{ seed, say: console.log },
  });
  report(run);
  process.exit(run.problems.length > 0 || run.modelMicroDollars !== run.ledgerMicroDollars ? 1 : 0);
}
