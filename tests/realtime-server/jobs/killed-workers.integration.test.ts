import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDatabase, type TestDatabase } from '../../support/database';

const calls = Number(process.env.FOYER_JOBS ?? 500);
const kills = Number(process.env.FOYER_KILLS ?? 5);
const poison = 5;
const callsOfEach = 20;
const workersAtOnce = 2;
const timeoutMs = 60_000 + calls * 120;

let database: TestDatabase;

/** Ended calls that each leave a summary, a follow-up and two memories; every effect is counted as it happens. */
const world = `
  insert into public.tenants (slug, name) values ('jobs-here', 'Here');
  create table private.effects (call_id uuid, what text);
  create function private.count_effect() returns trigger language plpgsql security definer as $$
    begin insert into private.effects values (new.call_id, tg_table_name); return null; end $$;
  create trigger counted after insert or update on public.call_summaries for each row execute function private.count_effect();
  create trigger counted after insert or update on public.inbox_items for each row execute function private.count_effect();
  create trigger counted after insert or update on public.caller_memories for each row execute function private.count_effect();

  insert into public.calls (tenant_id, channel, caller_number, status, outcome, end_reason, answered_at, ended_at, closed_at)
    select tenants.id, 'phone', '+1202' || lpad((5000000 + n / ${callsOfEach})::text, 7, '0'), 'ended', 'answered', 'caller_hung_up', now(), now(), now()
    from public.tenants, generate_series(0, ${calls - 1}) as n where slug = 'jobs-here';
  insert into public.turns (call_id, tenant_id, sequence, speaker, text, started_ms, ended_ms)
    select calls.id, tenant_id, said.sequence, said.speaker::public.turn_speaker, said.text, said.sequence * 1000, said.sequence * 1000 + 900
    from public.calls cross join (values
      (1, 'caller', 'Do you repair pumps? I prefer mornings.'), (2, 'agent', 'I do not know that.')
    ) as said (sequence, speaker, text);
  insert into public.jobs (tenant_id, kind, payload)
    select id, 'summarize_call', '{"callId": "nothing"}' from public.tenants, generate_series(1, ${poison}) where slug = 'jobs-here'`;

beforeAll(async () => {
  database = await startDatabase({ from: 'migrated' });
  await database.sql.unsafe(world);
}, timeoutMs);
afterAll(() => database.close());

async function startWorker(env: Record<string, string | undefined>): Promise<ChildProcess> {
  const file = path.resolve(import.meta.dirname, '../../support/job-worker.ts');
  const child = fork(file, { execArgv: ['--import', 'tsx'], env: { ...process.env, ...env }, stdio: 'ignore' });
  await Promise.race([once(child, 'message'), once(child, 'exit')]);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = child.exitCode === null ? once(child, 'exit') : undefined;
  child.kill('SIGKILL');
  await gone;
}

async function waiting(): Promise<number> {
  const [row] = await database.sql<{ n: number }[]>`
    select count(*)::integer as n from public.jobs where state in ('queued', 'running')`;
  return row?.n ?? 0;
}

const until = async (reached: () => Promise<boolean>) => {
  while (!(await reached())) await new Promise((resolve) => setTimeout(resolve, 25));
};

it(
  `${calls} jobs outlive ${kills} killed workers: none is lost, none takes effect twice, and poison stops nobody`,
  async () => {
    const { source } = await database.api();
    const workers = await Promise.all(Array.from({ length: workersAtOnce }, () => startWorker(source)));

    for (let killed = 1; killed <= kills; killed++) {
      // In the midst of work: each time when another share of it is done.
      await until(async () => (await waiting()) <= calls + poison - (calls * killed) / (kills + 1));
      await kill(workers.shift() ?? (await startWorker(source)));
      workers.push(await startWorker(source));
    }
    await until(async () => (await waiting()) === 0);
    await Promise.all(workers.map(kill));

    const states = await database.sql`
      select state, count(*)::integer as jobs, max(attempts) as most from public.jobs group by 1 order by 1`;
    const effects = await database.sql`
      select what, count(*)::integer as times, count(distinct call_id)::integer as calls from private.effects group by 1 order by 1`;
    const [callers] = await database.sql`
      select count(*)::integer as callers, min(call_count) as fewest, max(call_count) as most from public.callers`;
    const [again] =
      await database.sql`select count(*)::integer as n from public.jobs where state = 'done' and attempts > 1`;

    expect(states.map(({ state, jobs }) => ({ state, jobs }))).toEqual([
      { state: 'done', jobs: calls },
      { state: 'dead', jobs: poison },
    ]);
    expect(states.at(-1)?.most).toBe(5);
    expect([...effects]).toEqual([
      { what: 'call_summaries', times: calls, calls },
      { what: 'caller_memories', times: 2 * calls, calls },
      { what: 'inbox_items', times: calls, calls },
    ]);
    expect(callers).toEqual({ callers: calls / callsOfEach, fewest: callsOfEach, most: callsOfEach });
    expect(again?.n).toBeGreaterThan(0);
    console.log(`Jobs: ${calls} done, ${again?.n} of them begun again after ${kills} kills, ${poison} given up.`);
  },
  timeoutMs,
);
