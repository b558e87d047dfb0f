import { expect, it } from 'vitest';
import { CallerEar } from '@/scripts/ledger/caller-ear';
import { type TurnRow, wrongWith } from '@/scripts/ledger/compare';
import { ModelLedger, type Said, wasHeardWhole } from '@/scripts/ledger/model-ledger';

const text = 'code00001x we are open';
const agentSaid = (fields: Partial<Said> = {}): Said => ({
  ...{ callSid: 'CA1', speaker: 'agent', code: 'code00001x', text },
  ...{ toldAtMs: 1_000, soundsFromMs: 1_100, wholeAtMs: 2_300, knownWholeAtMs: 2_300, cutAtMs: null },
  ...fields,
});
const turn = (fields: Partial<TurnRow> = {}): TurnRow => ({
  ...{ call_sid: 'CA1', sequence: 4, speaker: 'agent', text, unheard_text: '', final: true },
  ...fields,
});

it('what was heard is a turn once, of its own call and speaker, and whole if nothing cut it off', () => {
  expect(wrongWith(agentSaid(), [turn()], false)).toBeNull();
  expect(wrongWith(agentSaid(), [], false)).toBe('heard, and lost');
  expect(wrongWith(agentSaid(), [turn(), turn({ sequence: 6 })], false)).toMatch(/^in the turns 4 .* 6 /);
  expect(wrongWith(agentSaid(), [turn({ call_sid: 'CA2' })], false)).toBe('given to agent of CA2');
  expect(wrongWith(agentSaid(), [turn({ speaker: 'caller' })], false)).toBe('given to caller of CA1');
  expect(wrongWith(agentSaid(), [turn({ text: 'code00001x we' })], false)).toMatch(/^heard to its end, and kept as/);
});

it('what was cut off may be kept in part, and is missing only if no sound of it was heard', () => {
  const cutInTheMiddle = agentSaid({ cutAtMs: 1_700 });
  const takenBack = agentSaid({ soundsFromMs: null, wholeAtMs: null, cutAtMs: 1_060 });
  const neverCame = agentSaid({ soundsFromMs: null, wholeAtMs: null, cutAtMs: 9_000 });

  expect(wrongWith(cutInTheMiddle, [turn({ text: 'code00001x we', unheard_text: 'are open' })], false)).toBeNull();
  expect(wrongWith(cutInTheMiddle, [], false)).toBe('heard, and lost');
  expect(wrongWith(takenBack, [], false)).toBeNull();
  expect(wrongWith(neverCame, [], false)).toBe('never came to the caller, and was lost');
});

it('a kill excuses what was being said, and neither what was heard before it nor what is said afterwards', () => {
  const ledger = new ModelLedger();
  ledger.kills.push(2_000);

  expect(ledger.areWordsUnderWay(agentSaid())).toBe(true);
  expect(ledger.areWordsUnderWay(agentSaid({ toldAtMs: 0, soundsFromMs: 50, wholeAtMs: 1_250 }))).toBe(false);
  expect(ledger.areWordsUnderWay(agentSaid({ toldAtMs: 2_001, soundsFromMs: 2_100, wholeAtMs: 3_300 }))).toBe(false);
});

it('the caller hears an answer from its first frame on, until the line is cleared', () => {
  const ear = new CallerEar();
  const said = agentSaid({ soundsFromMs: null, wholeAtMs: null });
  const nextFrame = ear.expect(said);
  const frames = Array.from({ length: 3 }, () => `{"media":{"payload":"${nextFrame()}"}}`);

  for (const frame of frames) ear.arrived(frame, 5_000);
  ear.cleared(5_030);

  expect(said).toMatchObject({ soundsFromMs: 5_000, wholeAtMs: 5_060, cutAtMs: 5_030 });
});

it('whoever has hung up hears nothing more, and what is answered then need be no turn', () => {
  const ear = new CallerEar();
  const said = agentSaid({ toldAtMs: 7_000, soundsFromMs: null, wholeAtMs: null });

  ear.hungUp(6_990);
  ear.expect(said);

  expect(said).toMatchObject({ soundsFromMs: null, cutAtMs: 7_000 });
  expect(wrongWith(said, [], false)).toBeNull();
});

it('the server can know that an answer was heard whole when the last mark of it was given back, and no sooner', () => {
  const ear = new CallerEar();
  const said = agentSaid({ soundsFromMs: null, wholeAtMs: null, knownWholeAtMs: null });
  const nextFrame = ear.expect(said);
  const frames = Array.from({ length: 3 }, () => `{"media":{"payload":"${nextFrame()}"}}`);

  ear.arrived(frames[0] ?? '', 5_000);
  const first = ear.marked();
  ear.arrived(frames[1] ?? '', 5_000);
  const second = ear.marked();
  ear.arrived(frames[2] ?? '', 5_000);
  first(5_020);
  const early = said.knownWholeAtMs;
  second(5_400);
  ear.cleared(5_500);

  expect(early).toBeNull();
  expect(said).toMatchObject({ wholeAtMs: 5_060, knownWholeAtMs: 5_420, cutAtMs: 5_500 });
  expect(wasHeardWhole(said)).toBe(false);
});
