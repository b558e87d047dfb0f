import { execFileSync } from 'node:child_process';
import { platform } from 'node:os';
import { expect, it } from 'vitest';

const child = `
  const { readdirSync, readFileSync } = await import('node:fs');
  const { putHelpersLast } = await import('@/lib/platform/helper-threads');
  const count = putHelpersLast();
  const threads = readdirSync('/proc/self/task').map((id) => {
    const stat = readFileSync('/proc/self/task/' + id + '/stat', 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { name: stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')), nice: Number(fields[16]) };
  });
  console.log(JSON.stringify({ count, threads }));`;

it.runIf(platform() === 'linux')('puts the threads of the engine behind JavaScript, and nothing else', () => {
  const said = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', child], {
    cwd: new URL('../../..', import.meta.url),
  });
  const { count, threads }: { count: number; threads: { name: string; nice: number }[] } = JSON.parse(String(said));

  const helpers = threads.filter(({ name }) => name === 'V8Worker');
  expect(count).toBe(helpers.length);
  expect(helpers.map(({ nice }) => nice)).toEqual([10, 10, 10, 10]);
  expect(threads.filter(({ nice }) => nice !== 0)).toEqual(helpers);
});
