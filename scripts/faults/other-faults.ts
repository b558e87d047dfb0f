import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Migration, migrate } from '@/supabase/local/migrate';
import { root } from '../house/plans';
import { type Fault, makeChecks } from './fault';
import { clipsAreMade } from './fault-house';
import { dial } from './faults-of-the-voice';
import { agentTexts, longestSilenceMs, seconds } from './phone-call';
import { endedRow, eventsOf, greetings, turnsOf, wrongWith } from './records';
import { runTests } from './run-tests';

const says = ['Are you open on Saturday?', 'Where are you?'];

const clocks: Fault = {
  id: 'R19',
  fault: "the server's clock is wrong, or jumps",
  injected: 'a server whose wall clock is 50 s ahead, 50 s behind, and jumps by an hour forth and back in a call',
  async run(house) {
    const checks = makeChecks();
    const file = path.join(house.main.dataDir, 'shift');
    writeFileSync(file, '0');
    const skewed = await house.startReplica('skewed', {
      flags: ['--import', path.join(root, 'scripts/faults/shifted-clock.mjs')],
      env: { SHIFTED_CLOCK_FILE: file },
    });
    house.balancer.to(skewed.port);
    await (await dial(house, ['Goodbye.'])).over;
    await clipsAreMade(skewed);
    const silences: number[] = [];
    for (const shifts of [[50_000], [-50_000], [0, 3_600_000, -3_600_000, 0]]) {
      writeFileSync(file, String(shifts[0]));
      await wait(300);
      const call = await dial(house, says);
      await call.when(({ type }) => type === 'answered', 'the answer');
      for (const shift of shifts.slice(1)) {
        writeFileSync(file, String(shift));
        await wait(3000);
      }
      const summary = await call.over;
      const row = await endedRow(house.sql, call.callSid);
      const turns = await turnsOf(house.sql, call.callSid);
      silences.push(longestSilenceMs(call, summary));
      const [odd] = await house.sql`
        select count(*)::int as rows from public.calls
        where id = ${row.id} and (ended_at < started_at or ended_at < answered_at)`;
      const [billed] = await house.sql`
        select coalesce(min((raw ->> 'seconds')::numeric), 0)::float as least from public.usage_ledger
        where call_id = ${row.id} and raw ? 'seconds'`;
      const what = shifts.join(', ');
      checks.expect(row.outcome === 'answered', `${what}: ended as ${row.end_reason}`);
      checks.expect(odd?.rows === 0, `${what}: it ended before it began`);
      checks.expect(Number(billed?.least ?? 0) >= 0, `${what}: less than nothing was billed`);
      for (const problem of wrongWith(turns, says)) checks.expect(false, `${what}: ${problem}`);
    }
    return {
      experience: `three whole conversations, longest silence ${seconds(Math.max(...silences))}`,
      data: 'every sentence once; no call ended before it began; nothing negative in the ledger',
      problems: checks.problems,
    };
  },
};

const brokenMigration: Fault = {
  id: 'R27',
  fault: 'a migration fails half-way',
  injected: 'a migration of six statements that fails at each of them in turn, on the live database, with a call on it',
  async run(house) {
    const checks = makeChecks();
    const steps = [
      'alter table public.calls add column planted text',
      'create table public.planted (id int)',
      'alter table public.turns drop column text',
      'drop policy "a call reads itself" on public.calls',
      'update public.calls set planted = 1::text',
    ];
    const call = await dial(house, says);
    await call.agentSays(/Saturday|open|closed/i);
    let refused = 0;
    for (let at = 0; at <= steps.length; at++) {
      const sql = [...steps.slice(0, at), 'select * from nowhere', ...steps.slice(at)].join(';\n');
      const broken: Migration = { version: `2099010100000${at}`, name: 'broken', sql, hash: 'planted' };
      await house.sql.begin(async () => undefined);
      await migrate(house.sql, [broken]).catch(() => {
        refused += 1;
      });
    }
    const summary = await call.over;
    const row = await endedRow(house.sql, call.callSid);
    const [left] = await house.sql`
      select to_regclass('public.planted') is null as clean,
        (select count(*)::int from information_schema.columns where table_schema = 'public' and column_name = 'planted') as columns`;
    for (const problem of wrongWith(await turnsOf(house.sql, call.callSid), says)) checks.expect(false, problem);
    checks.expect(refused === steps.length + 1, `${refused} of ${steps.length + 1} were refused`);
    checks.expect(left?.clean === true && left.columns === 0, 'something of it stayed');
    checks.expect(row.outcome === 'answered', `ended as ${row.end_reason}`);
    return {
      experience: `nothing: longest silence ${seconds(longestSilenceMs(call, summary))}`,
      data: `${refused} of ${steps.length + 1} rolled back whole; the call's words written meanwhile`,
      problems: checks.problems,
    };
  },
};

const badConfig: Fault = {
  id: 'R29',
  fault: "a tenant's stored settings are bad",
  injected: 'a version with an unknown voice, a greeting that is a number, a prompt of 100 KB, and hours that are text',
  async run(house) {
    const checks = makeChecks();
    const tenant = house.tenants[3];
    const spoiled = {
      voice: { voice: 'nobody' },
      greeting: { text: 7 },
      advanced: { extra: 'x'.repeat(100_000) },
      hours: 'always',
    };
    await house.sql`
      insert into public.agent_versions (tenant_id, number, config)
      select tenant_id, 2, config || ${house.sql.json(spoiled)} from public.agent_versions
      where tenant_id = ${tenant?.id ?? ''} and number = 1`;
    await house.sql`update public.tenants set live_version = 2 where id = ${tenant?.id ?? ''}`;
    const call = await dial(house, says, 3);
    const summary = await call.over;
    const row = await endedRow(house.sql, call.callSid);
    const turns = await turnsOf(house.sql, call.callSid);
    const events = await eventsOf(house.sql, call.callSid);
    const [told] = await house.sql`
      select count(*)::int as events from public.audit_events
      where tenant_id = ${tenant?.id ?? ''} and event_type = 'agent.section_replaced'`;
    checks.expect(row.outcome === 'answered' && greetings(turns) === 1, `ended as ${row.end_reason}`);
    checks.expect(events.includes('config_replaced'), `events: ${events.join(', ')}`);
    checks.expect(told?.events === 1, `the owner was told ${told?.events} times`);
    for (const problem of wrongWith(turns, says)) checks.expect(false, problem);
    return {
      experience: `the greeting of the version before, first sound after ${summary.firstAudioMs} ms: "${agentTexts(call)[0] ?? ''}"`,
      data: 'config_replaced noted, the owner told once, every sentence once',
      problems: checks.problems,
    };
  },
};

const oneCallFails: Fault = {
  id: 'R30',
  fault: 'an exception in one call',
  injected:
    'a throw at each of 16 hooks of store, line and model, from the first, second and fifth use on, beside another call',
  async run() {
    const { passed, failed } = await runTests('tests/faults/one-call-fails.test.ts');
    const problems = failed > 0 || passed < 40 ? [`${passed} passed, ${failed} failed`] : [];
    return {
      experience: 'that call goes back to the carrier; the other one is the same to the last turn',
      data: `${passed} cases: one record each, no timer left, nothing thrown`,
      problems,
    };
  },
};

export const otherFaults: Fault[] = [clocks, brokenMigration, badConfig, oneCallFails];
