import { type Fault, makeChecks, until } from './fault';
import { clipsAreMade, type FaultHouse } from './fault-house';
import type { Cut } from './model-relay';
import { agentTexts, longestSilenceMs, type PhoneCall, placeCall, seconds, toldBy } from './phone-call';
import { endedRow, eventsOf, greetings, turnsOf, wrongWith } from './records';
import { runTests } from './run-tests';

const questions = ['Are you open on Saturday?', 'Where are you?', 'How can I pay?'];
const asked = (texts: readonly string[]) => texts.map((say) => ({ say }));

/** Greeting, apology and fillers are spoken for the first caller, and kept. */
export async function warmUp(house: FaultHouse): Promise<void> {
  const call = await dial(house, ['Goodbye.']);
  await call.over;
  await clipsAreMade(house.main);
}

export function dial(house: FaultHouse, says: readonly string[] = questions, tenant = 0): Promise<PhoneCall> {
  return placeCall(house.practiceUrl, { to: house.tenants[tenant]?.number ?? '', steps: asked(says) });
}

async function dropIn(house: FaultHouse, cut: Cut): Promise<{ silentMs: number; problems: string[]; gap: string }> {
  const checks = makeChecks();
  const call = await dial(house);
  await call.agentSays(/Saturday/i).catch(() => undefined);
  const atMs = call.atOf(await house.model.cutOnce(cut));
  const summary = await call.over;
  const row = await endedRow(house.sql, call.callSid);
  const turns = await turnsOf(house.sql, call.callSid);
  const silentMs = longestSilenceMs(call, summary, { fromMs: atMs, untilMs: atMs + 8000 });
  checks.expect(silentMs <= 2000, `${seconds(silentMs)} of silence: ${toldBy(call.happened)}`);
  checks.expect(greetings(turns) === 1, `greeted ${greetings(turns)} times`);
  checks.expect(row.outcome === 'answered', `ended as ${row.end_reason}`);
  checks.expect((await eventsOf(house.sql, call.callSid)).includes('model_back'), 'the model was not replaced');
  for (const problem of wrongWith(turns, questions)) checks.expect(false, problem);
  return { silentMs, problems: checks.problems, gap: `${cut.how}: ${seconds(silentMs)}` };
}

const droppedOnce: Fault = {
  id: 'R1',
  fault: 'the voice model drops in mid-answer',
  injected:
    'relay closes with 1011, then cuts the cable (1006), after 4 pieces of the third answer; then three times in one call',
  async run(house) {
    const drops = [];
    for (const how of [1011, 'cable'] as const) drops.push(await dropIn(house, { how, afterDeltas: 4 }));
    const checks = makeChecks();
    const call = await dial(house, [...questions, 'Hello?', 'Hello?']);
    for (let drop = 1; drop <= 3; drop++) await house.model.cutOnce({ how: 1011, afterDeltas: 4 });
    await call.when((one) => one.type === 'verb' && one.verb === 'Dial', 'the fallback number was dialled');
    await call.hangUp();
    await call.over;
    const row = await endedRow(house.sql, call.callSid);
    checks.expect(row.end_reason === 'ai_unavailable', `the third drop ended as ${row.end_reason}`);
    return {
      experience: `silence ${drops.map(({ gap }) => gap).join(', ')}; greeted once; third drop: apology, fallback dialled`,
      data: 'every sentence of the caller once, model_lost and model_back noted, then ai_unavailable',
      problems: [...drops.flatMap(({ problems }) => problems), ...checks.problems],
    };
  },
};

/** From the greeting's end to the next step of a caller whom no model can be found for. */
async function refused(
  house: FaultHouse,
  what: string,
): Promise<{ what: string; firstMs: number; nextMs: number; silentMs: number; problems: string[] }> {
  const checks = makeChecks();
  const call = await dial(house, ['Are you open on Saturday?', 'Hello?', 'Hello?', 'Hello?']);
  const answered = await call.when(({ type }) => type === 'answered', 'it was answered');
  const dialled = await call.when((one) => one.type === 'verb' && one.verb === 'Dial', 'the fallback was dialled');
  await call.hangUp();
  const summary = await call.over;
  const row = await endedRow(house.sql, call.callSid);
  const nextMs = dialled.atMs - answered.atMs;
  const silentMs = longestSilenceMs(call, summary, { untilMs: dialled.atMs });
  checks.expect((summary.firstAudioMs ?? 9999) <= 500, `${what}: first sound after ${summary.firstAudioMs} ms`);
  checks.expect(silentMs <= 4000, `${what}: ${seconds(silentMs)} of silence: ${toldBy(call.happened)}`);
  checks.expect(row.end_reason === 'ai_unavailable', `${what}: ended as ${row.end_reason}`);
  return { what, firstMs: summary.firstAudioMs ?? 0, nextMs, silentMs, problems: checks.problems };
}

const notToBeHad: Fault = {
  id: 'R2',
  fault: 'the voice model is slow, refuses, or is out of quota',
  injected: 'upgrade answered 401, 429, 503, or after 10 s; insufficient_quota on each answer',
  async run(house) {
    const all = [];
    for (const status of [401, 429, 503]) {
      house.model.refuseWith(status);
      all.push(await refused(house, String(status)));
    }
    house.model.refuseWith(null);
    house.model.delayUpgrades(10_000);
    all.push(await refused(house, 'slow'));
    house.model.delayUpgrades(0);
    await house.script({ replies: Array.from({ length: 9 }, () => ({ fail: 'insufficient_quota' })) });
    all.push(await refused(house, 'quota'));
    return {
      experience: `greeting at once (${all.map(({ firstMs }) => firstMs).join(', ')} ms), then an apology and the fallback dialled, from the answer on after ${all.map(({ what, nextMs, silentMs }) => `${what} ${seconds(nextMs)} (longest silence ${seconds(silentMs)})`).join(', ')}`,
      data: 'each call ended as ai_unavailable',
      problems: all.flatMap(({ problems }) => problems),
    };
  },
};

const halfOpen: Fault = {
  id: 'R3',
  fault: 'the voice model goes silent (half-open), or answers nothing',
  injected: 'relay stops passing anything, pongs too, in a call; then a model that takes everything and says nothing',
  async run(house) {
    const checks = makeChecks();
    const call = await dial(house, [...questions, 'Hello?']);
    await call.agentSays(/Saturday|open|closed/i);
    house.model.blackHole();
    const holeMs = call.atOf(performance.now());
    await call.when((one) => one.type === 'agent' && one.atMs > holeMs + 1500, 'it was heard again');
    const summary = await call.over;
    const silentMs = longestSilenceMs(call, summary, { fromMs: holeMs, untilMs: holeMs + 12_000 });
    const events = await eventsOf(house.sql, call.callSid);
    checks.expect(silentMs <= 12_000, `${seconds(silentMs)} of silence in the black hole`);
    checks.expect(events.includes('model_back'), `black hole: ${events.join(', ')}: ${toldBy(call.happened)}`);

    const silent = await dial(house, ['Are you open on Saturday?', 'Hello?', 'Hello?', 'Hello?']);
    await silent.when(({ type }) => type === 'caller', 'the caller had asked');
    await house.script({ silent: true });
    const asking = silent.happened.find(({ type }) => type === 'caller')?.atMs ?? 0;
    const filler = await silent.when((one) => one.type === 'agent' && one.atMs > asking, 'a filler');
    const dialled = await silent.when((one) => one.type === 'verb' && one.verb === 'Dial', 'the fallback');
    await silent.hangUp();
    await silent.over;
    checks.expect(filler.atMs - asking <= 9500, `the first word came after ${seconds(filler.atMs - asking)}`);
    const sorry = silent.happened.find((one) => one.type === 'agent' && /sorry/i.test(one.text))?.atMs ?? dialled.atMs;
    checks.expect(sorry - asking <= 16_000, `the apology came after ${seconds(sorry - asking)}`);
    return {
      experience: `black hole: ${seconds(silentMs)} until the replaced model spoke; silent model: a word after ${seconds(filler.atMs - asking)}, the apology after ${seconds(sorry - asking)} and the fallback dialled after ${seconds(dialled.atMs - asking)}, from the first sound of the caller's question`,
      data: 'model_lost (half_open), model_back; ai_unavailable',
      problems: checks.problems,
    };
  },
};

const expiry: Fault = {
  id: 'R4',
  fault: 'the session reaches its longest life',
  injected: 'the model expires each session after 14 s (session_expired, 1001); 50 to 55 minutes on a held clock',
  async run(house) {
    const checks = makeChecks();
    await house.script({ expiresAfterMs: 14_000 });
    const call = await dial(house);
    const lost = until(
      async () => (await eventsOf(house.sql, call.callSid)).includes('model_lost'),
      'the expiry',
      60_000,
    );
    lost.catch(() => undefined);
    const summary = await call.over;
    await endedRow(house.sql, call.callSid);
    const events = await eventsOf(house.sql, call.callSid);
    const turns = await turnsOf(house.sql, call.callSid);
    const silentMs = longestSilenceMs(call, summary);
    checks.expect(events.includes('model_lost') && events.includes('model_back'), `events: ${events.join(', ')}`);
    checks.expect(greetings(turns) === 1, `greeted ${greetings(turns)} times`);
    for (const problem of wrongWith(turns, questions)) checks.expect(false, problem);
    const held = await runTests('tests/realtime-server/session/lost-model.test.ts', 'nears its longest life');
    checks.expect(held.passed >= 4 && held.failed === 0, `held clock: ${held.passed} passed, ${held.failed} failed`);
    return {
      experience: `expired: longest silence of the whole call ${seconds(silentMs)}, greeted once; rolled over on the held clock: no sound, no gap (${held.passed} cases)`,
      data: 'one transcript, every sentence once',
      problems: checks.problems,
    };
  },
};

const garbage: Fault = {
  id: 'R5',
  fault: 'the voice model sends garbage, huge and unknown events',
  injected:
    '400 frames into a live session: broken JSON, wrong types, a 4 MB unknown event, sound that is no base64, invented tools',
  async run(house) {
    const checks = makeChecks();
    const call = await dial(house);
    await call.agentSays(/Saturday|open|closed/i);
    const place = { response_id: 'resp_x', item_id: 'item_x', output_index: 0, content_index: 0 };
    const frames = [
      '{"type":"response.',
      'null',
      '[]',
      '"text"',
      '{"type":7}',
      JSON.stringify({ type: 'x.unknown', padding: 'x'.repeat(4 * 1024 * 1024) }),
      JSON.stringify({ type: 'response.output_audio.delta', ...place, delta: '\u0000not base64' }),
      JSON.stringify({ type: 'response.done', response: { id: 5 } }),
      JSON.stringify({ type: 'error', error: { code: '__proto__', message: 'constructor' } }),
      JSON.stringify({ type: 'session.updated', session: null }),
      JSON.stringify({
        type: 'response.output_item.done',
        response_id: 'resp_y',
        item: { id: 'i', type: 'function_call', status: 'completed', call_id: 'c', name: 'rm -rf', arguments: '{"a":' },
      }),
    ];
    for (let frame = 0; frame < 400; frame++)
      house.model.inject(frames[frame % (frame < 22 ? frames.length : 5)] ?? '');
    const summary = await call.over;
    const row = await endedRow(house.sql, call.callSid);
    const turns = await turnsOf(house.sql, call.callSid);
    checks.expect(row.outcome === 'answered', `ended as ${row.end_reason}`);
    checks.expect(summary.status === 'completed', `the call was ${summary.status}`);
    for (const problem of wrongWith(turns, questions)) checks.expect(false, problem);
    return {
      experience: `the call went on: ${agentTexts(call).length} sentences of the agent, longest silence ${seconds(longestSilenceMs(call, summary))}`,
      data: 'every sentence of the caller once; no tool ran',
      problems: checks.problems,
    };
  },
};

export const faultsOfTheVoice: Fault[] = [droppedOnce, notToBeHad, halfOpen, expiry, garbage];
