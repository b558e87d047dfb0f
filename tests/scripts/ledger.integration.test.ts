import { expect, it } from 'vitest';
import { runLedger } from '@/scripts/ledger/run-ledger';

it('twenty calls with kills, outages, lost models and doubled events cost what the model says, and lose no turn', async () => {
  const seed = Math.floor(Math.random() * 1e9);
  const said: string[] = [`seed ${seed}`];
  const run = await runLedger({
    calls: 20,
    atOnce: 10,
    seed,
    kills: 1,
    outages: 1,
    stalls: 5,
    say: (line) => said.push(line),
  });

  expect(run.problems, said.join('\n')).toEqual([]);
  expect(run.ledgerMicroDollars).toBe(run.modelMicroDollars);
  expect(run).toMatchObject({ calls: 20, kills: 1 });
  expect(run.modelMicroDollars).toBeGreaterThan(0);
}, 240_000);
