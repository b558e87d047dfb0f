import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PracticeClock } from '../clock';
import { muLawFromPcm } from '../sound/mu-law';
import { pcmAt, readWav, writeWav } from '../sound/wav';
import { sentencesOf } from '../speech/speakable';
import type { Speech } from '../speech/speech';
import type { SpokenWords } from '../speech/spoken-words';
import { type CallOrder, type LiveCall, startCall } from './call';
import type { Step } from './caller';
import { makeConferences } from './conferences';
import type { CallSummary, Happening } from './happening';
import { type LegOrder, ringLeg } from './leg';
import type { Line } from './line';
import type { Account } from './webhook';

export type WishedStep = { say: string } | { wav: Buffer; name: string } | { keys: string };
export type WishedCall = Omit<CallOrder, 'steps'> & { steps: WishedStep[] };

export type Carrier = {
  /** Throws a sentence for a person when a WAV cannot be played; a call that fails is told, never thrown. */
  place(wish: WishedCall, tell: (happening: Happening) => void): Promise<PlacedCall>;
  find(callSid: string): LiveCall | undefined;
  /** Rings somebody, as the call that they are rung for was scripted. */
  ring(leg: Omit<LegOrder, 'outcome'>): LiveCall;
  recording(sid: string): Promise<Buffer | null>;
  /** False when there was none. */
  removeRecording(sid: string): Promise<boolean>;
  close(): Promise<void>;
};

export type PlacedCall = { call: LiveCall; summary: Promise<CallSummary> };

type Deps = {
  clock: PracticeClock;
  speech: Speech;
  spokenWords: SpokenWords;
  account: Account;
  dataDir: string;
  realtimeUrl: string;
  /** Where our stand-in for the REST API listens. */
  restUrl(): string;
};

const privately = { mode: 0o600 };
const keptCalls = 200;
const betweenSentences = 8 * 160;
const callerVoice = { voice: 'caller', speed: 1 };

export function makeCarrier(deps: Deps): Carrier {
  const { account, speech, spokenWords, dataDir } = deps;
  const calls = new Map<string, LiveCall>();
  const conferences = makeConferences();
  const finished = new Set<Promise<unknown>>();
  const callFolder = path.join(dataDir, 'calls');
  const recordingFolder = path.join(dataDir, 'practice', 'recordings');
  const realtimeUrl = deps.realtimeUrl.replace(/\/$/, '');

  async function spokenStep(text: string): Promise<Step> {
    const pieces: Uint8Array[] = [];
    for (const sentence of sentencesOf(text)) {
      const { muLaw8k } = await speech.say(sentence, callerVoice);
      // Whole frames, so that the next sentence begins at the edge of one.
      const whole = Buffer.alloc(Math.ceil(muLaw8k.length / 160) * 160, 0xff);
      whole.set(muLaw8k);
      spokenWords.register(sentence, whole);
      if (pieces.length > 0) pieces.push(Buffer.alloc(betweenSentences, 0xff));
      pieces.push(whole);
    }
    if (pieces.length === 0) throw new Error(`"${text}" holds no words that could be spoken.`);
    return { kind: 'sound', text, muLaw: Buffer.concat(pieces) };
  }

  async function stepFrom(step: WishedStep): Promise<Step> {
    if ('keys' in step) return { kind: 'keys', keys: step.keys };
    if ('say' in step) return spokenStep(step.say);
    return { kind: 'sound', text: `(${step.name})`, muLaw: muLawFromPcm(pcmAt(8000, readWav(step.wav))) };
  }

  async function keepCall(callSid: string, line: Line): Promise<Pick<CallSummary, 'wav' | 'bothWav'>> {
    const { heard, caller } = line.recorded();
    const wav = path.join(callFolder, `${callSid}.wav`);
    const bothWav = path.join(callFolder, `${callSid}-both.wav`);
    await mkdir(callFolder, { recursive: true });
    await writeFile(wav, writeWav([heard], 8000), privately);
    await writeFile(bothWav, writeWav([caller, heard], 8000), privately);
    return { wav, bothWav };
  }

  function keepRecording(wav: Buffer): { sid: string; url: string } {
    const sid = `RE${randomBytes(16).toString('hex')}`;
    const kept = mkdir(recordingFolder, { recursive: true }).then(() =>
      writeFile(path.join(recordingFolder, `${sid}.wav`), wav, privately),
    );
    remember(kept);
    return { sid, url: `${deps.restUrl()}/2010-04-01/Accounts/${account.sid}/Recordings/${sid}` };
  }

  function keep(call: LiveCall): void {
    calls.set(call.sid, call);
    const [oldest] = calls.keys();
    if (calls.size > keptCalls && oldest) calls.delete(oldest);
  }

  function remember(work: Promise<unknown>): void {
    finished.add(work);
    const forget = () => finished.delete(work);
    work.then(forget, forget);
  }

  return {
    async place(wish, tell) {
      const steps = await Promise.all(wish.steps.map(stepFrom));
      const { call, summary } = startCall(
        { ...wish, steps },
        {
          ...deps,
          voiceUrl: `${realtimeUrl}/phone/incoming-realtime`,
          statusUrl: `${realtimeUrl}/phone/status`,
          tell,
          conferences,
          keepRecording,
          keepCall,
        },
      );
      keep(call);
      remember(summary);
      return { call, summary };
    },
    find: (callSid) => calls.get(callSid),
    ring(order) {
      const caller = [...calls.values()].findLast((call) => {
        return call.ring && call.to === order.from && call.status() === 'in-progress';
      })?.ring;
      const outcome = caller?.nextOutcome() ?? 'no-answer';
      const tell = caller?.tell ?? (() => {});
      const { leg, done } = ringLeg({ ...order, outcome }, { ...deps, conferences, keepRecording, tell });
      keep(leg);
      remember(done);
      return leg;
    },
    async recording(sid) {
      if (!/^RE[0-9a-f]{32}$/.test(sid)) return null;
      return readFile(path.join(recordingFolder, `${sid}.wav`)).catch(() => null);
    },
    async removeRecording(sid) {
      if (!/^RE[0-9a-f]{32}$/.test(sid)) return false;
      return rm(path.join(recordingFolder, `${sid}.wav`)).then(
        () => true,
        () => false,
      );
    },
    async close() {
      for (const call of calls.values()) call.hangUp('carrier');
      await Promise.allSettled(finished);
    },
  };
}
