import fc from 'fast-check';
import { expect, it } from 'vitest';
import { costOf } from '@/lib/billing/cost';
import { AppError } from '@/lib/platform/errors';
import { mintCallId } from '@/lib/platform/ids';
import { startCall } from '@/realtime-server/session/call-session';
import { openCallStore } from '@/realtime-server/transcript/call-store';
import { type Entry, entrySchema } from '@/realtime-server/transcript/entry';
import { makeFlusher } from '@/realtime-server/transcript/flusher';
import { makeFakeCarrier } from '../../support/fake-carrier';
import { type FakeClock, makeFakeClock } from '../../support/fake-clock';
import { makeSetup, silentLog } from '../../support/make-call';
import { makeScriptedVoiceModel, type ScriptedVoiceModel } from '../../support/scripted-voice-model';

const callCount = 1_000;

type Tokens = {
  textIn: number;
  textCached: number;
  audioIn: number;
  audioCached: number;
  textOut: number;
  audioOut: number;
};
type Answer = { tokens: Tokens; status: 'completed' | 'cancelled' | 'failed' | 'incomplete'; told: number };
type Script = {
  answers: Answer[];
  heardMs: number[];
  /** The caller hangs up while the last answer runs. */
  cutShort: boolean;
  /** The process dies before the database has it all; what is on disk comes in again by another. */
  killed: boolean;
  lastsMs: number;
  /** What becomes of each write: done, refused by an outage, or done and never acknowledged. */
  luck: ('done' | 'away' | 'unacknowledged')[];
};

const tokens = fc
  .record({
    textIn: fc.nat(9_000),
    audioIn: fc.nat(9_000),
    textOut: fc.nat(900),
    audioOut: fc.nat(2_400),
    part: fc.nat(100),
  })
  .map(({ part, ...rest }): Tokens => {
    const textCached = Math.floor((rest.textIn * part) / 100);
    return { ...rest, textCached, audioCached: Math.floor((rest.audioIn * part) / 100) };
  });
const script: fc.Arbitrary<Script> = fc.record({
  answers: fc.array(
    fc.record({
      tokens,
      status: fc.constantFrom('completed', 'completed', 'cancelled', 'failed', 'incomplete'),
      told: fc.constantFrom(1, 1, 1, 2),
    }),
    { maxLength: 8 },
  ),
  heardMs: fc.array(fc.integer({ min: 100, max: 20_000 }), { maxLength: 8 }),
  cutShort: fc.boolean(),
  killed: fc.constantFrom(false, false, false, true),
  lastsMs: fc.integer({ min: 0, max: 5_000 }),
  luck: fc.array(fc.constantFrom('done', 'done', 'away', 'unacknowledged'), { maxLength: 6 }),
});

/** The provider's own books, kept in thousandths of a micro-dollar by prices written down a second time. */
function providersPrice({ textIn, textCached, audioIn, audioCached, textOut, audioOut }: Tokens): number {
  const thousandths =
    (audioIn - audioCached) * 32_000 +
    audioCached * 400 +
    audioOut * 64_000 +
    (textIn - textCached) * 4_000 +
    textCached * 400 +
    textOut * 24_000;
  return Math.floor((thousandths + 500) / 1000);
}

const asUsage = ({ textIn, textCached, audioIn, audioCached, textOut, audioOut }: Tokens) => ({
  input_tokens: textIn + audioIn,
  output_tokens: textOut + audioOut,
  input_token_details: {
    text_tokens: textIn,
    audio_tokens: audioIn,
    cached_tokens: textCached + audioCached,
    cached_tokens_details: { text_tokens: textCached, audio_tokens: audioCached },
  },
  output_token_details: { text_tokens: textOut, audio_tokens: audioOut },
});

/** A table that takes each call's kind and provider's id once, as the real one does. */
class Ledger {
  readonly rows = new Map<string, { kind: string; microDollars: number }>();
  ended = 0;

  write(callId: string, entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.is === 'finished') this.ended += 1;
      if (entry.is !== 'usage') continue;
      const key = `${callId} ${entry.used.kind} ${entry.used.providerId}`;
      const row = { kind: entry.used.kind, microDollars: costOf(entry.used)?.microDollars ?? Number.NaN };
      if (!this.rows.has(key)) this.rows.set(key, row);
    }
  }

  sum(): number {
    return [...this.rows.values()].reduce((sum, { microDollars }) => sum + microDollars, 0);
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** What is still being said costs nothing. */
const passing = { offer() {}, isOver() {}, stop() {} };

function openRecord(ledger: Ledger, callId: string, luck: Script['luck'], clock: FakeClock) {
  const disk: string[] = [];
  let isDead = false;
  const flusher = makeFlusher({
    async write(entries) {
      if (isDead) await new Promise(() => {});
      const fate = luck.shift() ?? 'done';
      if (fate !== 'away') ledger.write(callId, entries);
      if (fate !== 'done') throw new AppError('unavailable', 'Away.');
    },
    clock,
    log: silentLog,
  });
  const spool = {
    append: async (entry: Entry) => void disk.push(JSON.stringify(entry)),
    remove: async () => {},
  };
  return {
    flusher,
    spool,
    kill: () => {
      isDead = true;
    },
    leftOver: () => disk.map((line) => entrySchema.parse(JSON.parse(line))),
  };
}

/** Plays a call to its end; gives what the provider will charge for it. */
async function play(ledger: Ledger, place: number, { answers, heardMs, cutShort, killed, lastsMs, luck }: Script) {
  const clock = makeFakeClock();
  const setup = makeSetup({ callId: mintCallId(`00000000-0000-4000-8000-${String(place).padStart(12, '0')}`) });
  const record = openRecord(ledger, setup.callId, luck, clock);
  const store = openCallStore({ ...record, passing, setup, late: undefined, clock, log: silentLog });
  const models: ScriptedVoiceModel[] = [];
  const session = startCall({
    ...{ setup, store, clock, log: silentLog, onEnded() {} },
    carrier: makeFakeCarrier(() => {}),
    clips: { find: () => ({ payload: Buffer.from('AAAA') }), prepare() {} },
    openVoiceModel() {
      const model = makeScriptedVoiceModel();
      models.push(model);
      return model;
    },
  });
  const [model] = models;
  if (!model) throw new Error('No model was opened.');
  model.report({ type: 'ready' });

  let charged = 0;
  const last = cutShort ? answers.length - 1 : answers.length;
  for (const [turn, given] of answers.entries()) {
    const responseId = `resp_${turn}`;
    model.report({ type: 'response_started', responseId, requestId: null });
    if (turn < last) tell(model, responseId, given);
    charged += providersPrice(given.tokens);
  }
  for (const [turn, ms] of heardMs.entries()) {
    const usage = { type: 'duration', seconds: ms / 1000 };
    model.report({ type: 'caller_words_done', itemId: `item_${turn}`, text: 'Words.', usage });
    charged += Math.floor((ms * 4_500 + 30_000) / 60_000);
  }
  clock.advance(lastsMs);
  const seconds = Math.max(1, Math.ceil(clock.monotonicMs() / 1000));
  charged += Math.ceil(seconds / 60) * 8_500;

  const ending = session.end('caller_hung_up');
  const running = answers[last];
  if (running) tell(model, `resp_${last}`, { ...running, status: 'cancelled' });
  clock.advance(50);
  if (killed) record.kill();
  await ending;
  await recoverOrFlush(ledger, setup.callId, record, clock, killed);
  return charged;
}

function tell(model: ScriptedVoiceModel, responseId: string, { tokens: used, status, told }: Answer): void {
  for (let time = 0; time < told; time++) {
    model.report({ type: 'response_ended', responseId, status, reason: null, usage: asUsage(used) });
  }
}

async function recoverOrFlush(
  ledger: Ledger,
  callId: string,
  record: ReturnType<typeof openRecord>,
  clock: FakeClock,
  killed: boolean,
): Promise<void> {
  const { flusher } = killed ? openRecord(ledger, callId, ['unacknowledged'], clock) : record;
  if (killed) for (const entry of record.leftOver()) flusher.push(entry);
  while (flusher.waiting() > 0) {
    await settled();
    clock.advance(10_000);
  }
}

it(`the ledger of ${callCount} calls, with outages and kills among them, is the provider's own sum to the micro-dollar`, async () => {
  const scripts = fc.sample(script, { numRuns: callCount, seed: 20_261_121 });
  const ledger = new Ledger();
  let charged = 0;

  for (const [place, one] of scripts.entries()) charged += await play(ledger, place, one);

  const expected = scripts.reduce((sum, { answers, heardMs }) => sum + answers.length + heardMs.length + 1, 0);
  expect(ledger.sum()).toBe(charged);
  expect(ledger.rows.size).toBe(expected);
  expect(ledger.ended).toBeGreaterThanOrEqual(callCount);
  console.log(`Ledger: ${callCount} calls, ${expected} entries, ${ledger.sum()} of ${charged} micro-dollars.`);
}, 60_000);
