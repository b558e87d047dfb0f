import { setTimeout as wait } from 'node:timers/promises';
import { processEnv } from '../house/child';
import { root } from '../house/plans';
import { type Fault, makeChecks, percentile, until } from './fault';
import { clipsAreMade, type FaultHouse, type Replica } from './fault-house';
import { dialMany } from './faults-of-the-database';
import { dial } from './faults-of-the-voice';
import { agentTexts, longestSilenceMs, type PhoneCall, seconds, toldBy } from './phone-call';
import { endedRow, eventsOf, rowOf, turnsOf, wrongWith } from './records';

const says = ['Are you open on Saturday?', 'Where are you?', 'How can I pay?', 'Is there parking?'];
const promisedMs = 3000;
const aroundMs = 6000;
const share = 0.95;

const isUp = (url: string) =>
  fetch(`${url}/livez`).then(
    ({ ok }) => ok,
    () => false,
  );

/** When a call's next stream was let in by its ticket, on the clock of `performance`. */
async function takenUpAt(house: FaultHouse, call: PhoneCall, afterMs: number): Promise<number> {
  const after = new Date(performance.timeOrigin + afterMs);
  const spent = async () => {
    const [ticket] = await house.sql<{ at: Date }[]>`
      select min(spent_at) as at from public.call_tickets
      where spent_at > ${after} and call_id = (select id from public.calls where carrier_call_sid = ${call.callSid})`;
    return ticket?.at;
  };
  return (await until(spent, 'the call to be taken up', 30_000)).getTime() - performance.timeOrigin;
}

/** When each call was taken up, and how long nobody at all was heard around the kill. */
async function takenUp(house: FaultHouse, calls: PhoneCall[], killedMs: number) {
  const each = calls.map(async (call) => {
    const atMs = await takenUpAt(house, call, killedMs);
    const span = { fromMs: call.atOf(killedMs), untilMs: call.atOf(killedMs + aroundMs) };
    const silentMs = longestSilenceMs(call, await call.over, span);
    return { resumedMs: atMs - killedMs, silentMs };
  });
  const all = await Promise.all(each);
  return { resumedMs: all.map(({ resumedMs }) => resumedMs), silentMs: all.map(({ silentMs }) => silentMs) };
}

/** When each call was taken up, from this moment on, and when its caller hears the agent again. */
async function heardAgain(house: FaultHouse, calls: PhoneCall[], fromMs: number) {
  return Promise.all(
    calls.map(async (call) => {
      const takenMs = (await takenUpAt(house, call, fromMs)) - fromMs;
      const again = await call.when(
        (one) => one.type === 'agent' && one.atMs >= call.atOf(fromMs),
        'the agent was heard again',
      );
      return { takenMs, heardMs: again.atMs - call.atOf(fromMs) };
    }),
  );
}

async function kept(house: FaultHouse, calls: PhoneCall[], before: Map<string, number>): Promise<string[]> {
  const problems: string[] = [];
  for (const call of calls) {
    await call.over;
    const row = await endedRow(house.sql, call.callSid);
    const turns = await turnsOf(house.sql, call.callSid);
    if (turns.length < (before.get(call.callSid) ?? 0)) problems.push('turns that were acknowledged are gone');
    if (row.outcome !== 'answered') problems.push(`ended as ${row.end_reason}: ${toldBy(call.happened).slice(-400)}`);
    problems.push(...wrongWith(turns, []));
  }
  return [...new Set(problems)];
}

async function turnCounts(house: FaultHouse, calls: PhoneCall[]): Promise<Map<string, number>> {
  const counts = calls.map(async ({ callSid }) => [callSid, (await turnsOf(house.sql, callSid)).length] as const);
  return new Map(await Promise.all(counts));
}

function pidOf({ child }: Replica): number {
  if (!child.pid) throw new Error('The process is not there.');
  return child.pid;
}

const killed: Fault = {
  id: 'R9',
  fault: 'the realtime server is killed with live calls',
  injected:
    'kill -9 with calls talking: a second server is up behind the same address; then a single one, started again',
  async run(house, { calls: count }) {
    const checks = makeChecks();
    const second = await house.startReplica('second');
    const warm = await dialVia(house, second);
    await warm.over;
    await clipsAreMade(second);
    house.balancer.to(house.main.port, second.port);

    const calls = await dialMany(house, count, says);
    await Promise.all(calls.map((call) => call.agentSays(/Saturday|open|closed/i)));
    const before = await turnCounts(house, calls);
    process.kill(pidOf(house.main), 'SIGKILL');
    const killedMs = performance.now();
    const { resumedMs: away, silentMs } = await takenUp(house, calls, killedMs);
    const problems = await kept(house, calls, before);

    house.balancer.to(house.main.port);
    await until(() => isUp(house.main.url), 'the first server', 60_000);
    const alone = await dialMany(house, Math.ceil(count / 2), says);
    await Promise.all(alone.map((call) => call.agentSays(/Saturday|open|closed/i)));
    const beforeAlone = await turnCounts(house, alone);
    process.kill(pidOf(house.main), 'SIGKILL');
    await wait(300);
    await until(() => isUp(house.main.url), 'the server', 60_000);
    const again = await heardAgain(house, alone, performance.now());
    const [taken, resumed] = [again.map(({ takenMs }) => takenMs), again.map(({ heardMs }) => heardMs)];
    problems.push(...(await kept(house, alone, beforeAlone)));

    for (const problem of problems) checks.expect(false, problem);
    const within = (times: number[]) => times.filter((ms) => ms <= promisedMs).length / times.length;
    checks.expect(within(away) >= share, `taken up by the second server: ${away.map(seconds).join(', ')}`);
    checks.expect(within(silentMs) >= share, `silent around the kill: ${silentMs.map(seconds).join(', ')}`);
    checks.expect(within(resumed) >= share, `restarted: ${resumed.map(seconds).join(', ')}`);
    await until(
      async () => {
        const [open] = await house.sql`
          select count(*)::int as calls from public.calls where status <> 'ended' and lease_until < now() - interval '20 seconds'`;
        return open?.calls === 0;
      },
      'no abandoned call to be left open',
      70_000,
    );
    return {
      experience: `${calls.length} calls, second server: taken up ${seconds(percentile(away, 0.5))} after the kill at the median, ${seconds(percentile(away, 1))} at most; nobody heard for ${seconds(percentile(silentMs, 0.5))} and ${seconds(percentile(silentMs, 1))}; ${alone.length} calls, one server: heard again ${seconds(percentile(resumed, 0.5))} after it was up, ${seconds(percentile(resumed, 1))} at most, of which ${seconds(percentile(taken, 0.5))} went by until the carrier asked again`,
      data: 'every acknowledged turn kept, none open or doubled; all calls ended as answered; none left live without a lease',
      problems: checks.problems,
    };
  },
};

async function dialVia(house: FaultHouse, replica: Replica): Promise<PhoneCall> {
  house.balancer.to(replica.port);
  return dial(house, ['Goodbye.']);
}

const drained: Fault = {
  id: 'R10',
  fault: 'the realtime server is told to stop with live calls',
  injected: 'SIGTERM: calls that end in time; calls over the limit with a second server up; over the limit, alone',
  async run(house, { calls: count }) {
    const checks = makeChecks();
    const patient = await house.startReplica('patient', { env: { DRAIN_SECONDS: '60' } });
    house.balancer.to(patient.port);
    const calls = await dialMany(house, count, says.slice(0, 2));
    await Promise.all(calls.map((call) => call.agentSays(/Saturday|open|closed/i)));
    process.kill(pidOf(patient), 'SIGTERM');
    const askedMs = performance.now();
    await until(async () => (await fetch(`${patient.url}/readyz`)).status === 503, 'readiness to be off', 5000);
    const notReadyMs = performance.now() - askedMs;
    const summaries = await Promise.all(calls.map(({ over }) => over));
    const rows = await Promise.all(calls.map(({ callSid }) => endedRow(house.sql, callSid)));
    const cut = rows.filter(({ outcome }) => outcome !== 'answered').length;
    checks.expect(notReadyMs <= 1000, `readiness was off after ${seconds(notReadyMs)}`);
    checks.expect(cut === 0 && summaries.every(({ status }) => status === 'completed'), `${cut} calls were cut`);

    const leaving = await house.startReplica('leaving', { env: { DRAIN_SECONDS: '2' } });
    house.balancer.to(leaving.port);
    const moved = await dialMany(house, Math.ceil(count / 2), says);
    await Promise.all(moved.map((call) => call.agentSays(/Saturday|open|closed/i)));
    const before = await turnCounts(house, moved);
    house.balancer.to(house.main.port);
    process.kill(pidOf(leaving), 'SIGTERM');
    await until(async () => !(await isUp(leaving.url)), 'the server to leave', 30_000).catch(() => undefined);
    const problems = await kept(house, moved, before);
    const silences = await Promise.all(moved.map(async (call) => longestSilenceMs(call, await call.over)));
    for (const problem of problems) checks.expect(false, `handed over: ${problem}`);

    const last = await house.startReplica('last', { env: { DRAIN_SECONDS: '1' } });
    house.balancer.to(last.port);
    const alone = await dial(house, [...says, 'Hello?', 'Hello?']);
    await alone.agentSays(/Saturday|open|closed/i);
    process.kill(pidOf(last), 'SIGTERM');
    const step = await alone.when((one) => one.type === 'verb' && one.verb === 'Dial', 'the fallback was dialled');
    await alone.hangUp();
    await alone.over;
    const row = await endedRow(house.sql, alone.callSid);
    checks.expect(row.end_reason === 'server_stopped', `alone: ended as ${row.end_reason}`);
    return {
      experience: `in time: ${calls.length} calls, none cut; over the limit: ${moved.length} calls went on at the second server, longest silence ${seconds(percentile(silences, 1))}; alone: ${step.type === 'verb' ? 'the fallback number was dialled' : ''}`,
      data: `readiness off after ${Math.round(notReadyMs)} ms; every turn kept; alone: server_stopped`,
      problems: checks.problems,
    };
  },
};

const portalDies: Fault = {
  id: 'R12',
  fault: 'the portal dies',
  injected: 'kill -9 of the portal process in the middle of a call',
  async run(house) {
    const checks = makeChecks();
    const { spawn } = await import('node:child_process');
    const { ensureBuild } = await import('../house/build');
    const { freePort } = await import('../house/ports');
    const port = await freePort();
    const env = { ...house.env, PORT: String(port) };
    await ensureBuild(root, env, { say: () => undefined, signal: new AbortController().signal });
    const next = 'node_modules/next/dist/bin/next';
    const portal = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
      cwd: root,
      env: processEnv(env),
      stdio: 'ignore',
    });
    const url = `http://127.0.0.1:${port}/sign-in`;
    await until(
      () =>
        fetch(url).then(
          ({ status }) => status === 200,
          () => false,
        ),
      'the portal',
      60_000,
    );
    const call = await dial(house, says.slice(0, 2));
    await call.agentSays(/Saturday|open|closed/i);
    portal.kill('SIGKILL');
    const summary = await call.over;
    const row = await endedRow(house.sql, call.callSid);
    for (const problem of wrongWith(await turnsOf(house.sql, call.callSid), says.slice(0, 2))) {
      checks.expect(false, problem);
    }
    checks.expect(row.outcome === 'answered', `ended as ${row.end_reason}`);
    return {
      experience: `nothing: the call went on, longest silence ${seconds(longestSilenceMs(call, summary))}`,
      data: 'every sentence once',
      problems: checks.problems,
    };
  },
};

const stalled: Fault = {
  id: 'R31',
  fault: 'the event loop stalls',
  injected: 'the realtime server is stopped for 500 ms, five times in a call (SIGSTOP, SIGCONT)',
  async run(house) {
    const checks = makeChecks();
    const call = await dial(house, says.slice(0, 3));
    await call.when(({ type }) => type === 'answered', 'the answer');
    for (let stall = 0; stall < 5; stall++) {
      await wait(2500);
      process.kill(pidOf(house.main), 'SIGSTOP');
      await wait(500);
      process.kill(pidOf(house.main), 'SIGCONT');
    }
    const summary = await call.over;
    const row = await endedRow(house.sql, call.callSid);
    const silentMs = longestSilenceMs(call, summary);
    for (const problem of wrongWith(await turnsOf(house.sql, call.callSid), says.slice(0, 3))) {
      checks.expect(false, problem);
    }
    checks.expect(row.outcome === 'answered', `ended as ${row.end_reason}: ${agentTexts(call).join(' ')}`);
    checks.expect(silentMs <= 4000, `longest silence ${seconds(silentMs)}`);
    checks.expect(!(await eventsOf(house.sql, call.callSid)).includes('model_lost'), 'a stall of ours lost the model');
    checks.expect((await rowOf(house.sql, call.callSid)) !== null, 'no row');
    return {
      experience: `stayed in the call; longest silence ${seconds(silentMs)}`,
      data: 'every sentence once, the model not replaced',
      problems: checks.problems,
    };
  },
};

export const faultsOfProcesses: Fault[] = [killed, drained, portalDies, stalled];
