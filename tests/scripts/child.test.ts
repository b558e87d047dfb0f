import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Child, type ChildPlan, keepRunning } from '@/scripts/house/child';
import { openChildLog } from '@/scripts/house/child-log';
import { isAlive } from '@/supabase/local/process-state';
import { freePort } from '../support/ports';

let dir: string;
let said: string[];
let shown: string[];
const children: Child[] = [];

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'foyer-child-'));
  said = [];
  shown = [];
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.stop()));
  rmSync(dir, { recursive: true, force: true });
});

async function planOf(code: string): Promise<ChildPlan> {
  const port = await freePort();
  return {
    name: 'sample',
    title: 'the sample',
    args: ['-e', code],
    env: { ...process.env, PORT: String(port) },
    cwd: dir,
    readyUrl: `http://127.0.0.1:${port}/`,
    stopMs: 300,
  };
}

function keep(plan: ChildPlan): Child {
  const log = openChildLog(dir, plan.name, 'warnings', (line) => shown.push(line));
  const child = keepRunning(plan, log, (line) => said.push(line));
  children.push(child);
  return child;
}

const server = "require('http').createServer((q, r) => r.end('ok')).listen(process.env.PORT, '127.0.0.1');";

describe('a child of the house', () => {
  it('is started again when it is killed, and the terminal says so', async () => {
    const child = keep(await planOf(server));
    await child.ready();
    const before = child.pid;

    await child.killAndWait();

    expect(child.pid).not.toBe(before);
    expect(said).toEqual(['the sample ended (signal SIGKILL); starting it again in 0.25 s']);
  });

  it('that cannot start says why, with its last words', async () => {
    const child = keep(await planOf("console.error('PUBLIC_URL: is required'); process.exit(3);"));

    await expect(child.ready()).rejects.toThrow('the sample could not start (code 3):\nPUBLIC_URL: is required');
  });

  it('ends with what it started, even when both refuse to', async () => {
    const stubborn = "process.on('SIGTERM', () => {});";
    const grandchild = `const g = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(
      `${stubborn} setInterval(() => {}, 1000)`,
    )}], { stdio: 'ignore' }); require('fs').writeFileSync('grandchild', String(g.pid));`;
    const child = keep(await planOf(`${stubborn} ${grandchild} ${server}`));
    await child.ready();
    const pids = [child.pid ?? 0, Number(readFileSync(path.join(dir, 'grandchild'), 'utf8'))];

    await child.stop();

    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  });

  it('is not started again once it was stopped', async () => {
    const child = keep(await planOf(server));
    await child.ready();

    await Promise.all([child.stop(), child.stop()]);

    expect(said).toEqual([]);
    expect(isAlive(child.pid ?? 0)).toBe(false);
  });

  it('writes everything to its file and only what is wrong to the terminal', async () => {
    const lines = ['{"level":"info","msg":"fine"}', '{"level":"warn","msg":"odd"}', 'plain'];
    const child = keep(
      await planOf(`${lines.map((line) => `console.log(${JSON.stringify(line)});`).join('')} ${server}`),
    );
    await child.ready();
    await child.stop();

    await expect.poll(() => readFileSync(path.join(dir, 'sample.log'), 'utf8')).toBe(`${lines.join('\n')}\n`);
    expect(shown).toEqual(['sample   │ warn: odd']);
  });
});
