import { setTimeout as wait } from 'node:timers/promises';
import { type Fault, makeChecks, percentile, until } from './fault';
import type { FaultHouse } from './fault-house';
import { dial } from './faults-of-the-voice';
import { agentTexts, longestSilenceMs, type PhoneCall, seconds } from './phone-call';
import { endedRow, greetings, rowOf, turnsOf, wrongWith } from './records';

const short = ['Are you open on Saturday?', 'Where are you?'];
const long = [
  ...short,
  'How can I pay?',
  'Do you take children?',
  'Is there parking?',
  'What are your opening hours?',
  'Are you open on Sunday?',
  'Do you take insurance?',
  'What does a check-up cost?',
  'Are you open on Monday?',
  'Can I come without an appointment?',
  'What is your address?',
];
const outageMs = 60_000;

/** So many callers at once, spread over the businesses; each says the same things. */
export async function dialMany(house: FaultHouse, calls: number, says: readonly string[]): Promise<PhoneCall[]> {
  const placed: PhoneCall[] = [];
  for (let call = 0; call < calls; call++) {
    placed.push(await dial(house, says, call % house.tenants.length));
    await wait(60);
  }
  return placed;
}

const awayAtTheWebhook: Fault = {
  id: 'R6',
  fault: 'the database is away when a call comes in',
  injected: 'proxy before the database API refuses, then hangs, before the webhook; an unknown number too',
  async run(house) {
    const checks = makeChecks();
    const firsts: number[] = [];
    for (const mode of ['refuse', 'hang'] as const) {
      house.database.set(mode);
      const call = await dial(house, ['Are you open on Saturday?']);
      await call.agentSays(/Saturday|open|closed/i);
      const early = await rowOf(house.sql, call.callSid);
      house.database.set('pass');
      const summary = await call.over;
      const row = await endedRow(house.sql, call.callSid);
      const [count] = await house.sql`
        select count(*)::int as rows from public.calls where carrier_call_sid = ${call.callSid}`;
      const turns = await until(
        async () => {
          const all = await turnsOf(house.sql, call.callSid);
          return wrongWith(all, ['Are you open on Saturday?']).length === 0 && all;
        },
        'the turns',
        15_000,
      );
      firsts.push(summary.firstAudioMs ?? 9999);
      checks.expect(early === null, `${mode}: the row was there while the database was away`);
      checks.expect(count?.rows === 1, `${mode}: ${count?.rows} rows`);
      checks.expect(row.outcome === 'answered' && greetings(turns) === 1, `${mode}: ended as ${row.end_reason}`);
    }
    house.database.set('refuse');
    const { placeCall } = await import('./phone-call');
    const unknown = await placeCall(house.practiceUrl, { to: '+12025559999', steps: [{ say: 'Hello?' }] });
    await unknown.over;
    checks.expect(
      agentTexts(unknown).some((text) => /cannot take your call/i.test(text)),
      `an unknown number heard: ${agentTexts(unknown).join(' ')}`,
    );
    return {
      experience: `known number: first sound ${firsts.join(' and ')} ms after the answer, and a conversation; unknown number: a polite sentence`,
      data: 'one row a call, written once the database was back, with every sentence once',
      problems: checks.problems,
    };
  },
};

const awayInACall: Fault = {
  id: 'R7',
  fault: 'the database goes away in the middle of calls',
  injected: 'proxy refuses for 60 s while calls talk',
  async run(house, { calls: count }) {
    const checks = makeChecks();
    const calls = await dialMany(house, count, long);
    await Promise.all(calls.map((call) => call.agentSays(/Saturday|open|closed/i)));
    house.database.set('refuse');
    const fromMs = performance.now();
    await wait(outageMs);
    house.database.set('pass');
    const untilMs = performance.now();
    const silences = await Promise.all(
      calls.map(async (call) => {
        const summary = await call.over;
        return longestSilenceMs(call, summary, { fromMs: call.atOf(fromMs), untilMs: call.atOf(untilMs) });
      }),
    );
    const turns = await Promise.all(
      calls.map(async ({ callSid }) => {
        await endedRow(house.sql, callSid);
        return turnsOf(house.sql, callSid);
      }),
    );
    for (const [index, all] of turns.entries()) {
      const call = calls[index];
      const said = call?.happened.flatMap((one) => (one.type === 'caller' ? [one.text] : [])) ?? [];
      const written = all.flatMap(({ speaker, text }) => (speaker === 'caller' ? [text] : []));
      checks.expect(said.length === long.length, `a caller got to say ${said.length} of ${long.length} sentences`);
      for (const problem of wrongWith(all, said)) checks.expect(false, `${problem}; written: ${written.join(' / ')}`);
    }
    checks.expect(percentile(silences, 1) <= 4000, `longest silence ${seconds(percentile(silences, 1))}`);
    return {
      experience: `${count} calls: the longest silence during the outage ${seconds(percentile(silences, 0.5))} at the median, ${seconds(percentile(silences, 1))} at most (a pause between turns is about as long)`,
      data: `${turns.reduce((sum, all) => sum + all.length, 0)} turns, 0 lost, 0 doubled`,
      problems: checks.problems,
    };
  },
};

const slowDatabase: Fault = {
  id: 'R8',
  fault: 'the database is slow',
  injected: 'proxy delays everything by 1 s each way, from before the webhook to the end',
  async run(house) {
    const checks = makeChecks();
    house.database.set({ slowMs: 1000 });
    const call = await dial(house, short);
    const summary = await call.over;
    house.database.set('pass');
    const row = await endedRow(house.sql, call.callSid);
    const turns = await turnsOf(house.sql, call.callSid);
    const answered = call.happened.find(({ type }) => type === 'answered')?.atMs ?? 0;
    const silentMs = longestSilenceMs(call, summary);
    for (const problem of wrongWith(turns, short)) checks.expect(false, problem);
    checks.expect(answered <= 5000, `answered after ${seconds(answered)}`);
    checks.expect(silentMs <= 4500, `longest silence ${seconds(silentMs)}`);
    checks.expect(row.outcome === 'answered', `ended as ${row.end_reason}`);
    return {
      experience: `answered after ${seconds(answered)}; longest silence ${seconds(silentMs)}`,
      data: 'every sentence once',
      problems: checks.problems,
    };
  },
};

export const faultsOfTheDatabase: Fault[] = [awayAtTheWebhook, awayInACall, slowDatabase];
