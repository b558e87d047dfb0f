import { type PracticeClock, wait } from '../clock';
import { muLawFromPcm } from '../sound/mu-law';
import { pcmAt, readWav, writeWav } from '../sound/wav';
import { sentencesOf } from '../speech/speakable';
import type { Speech } from '../speech/speech';
import type { SpokenWords } from '../speech/spoken-words';
import type { Conferences } from './conferences';
import { type DialOutcome, dialStatus } from './dial-outcome';
import { dialTone } from './dial-tone';
import type { Tell } from './happening';
import { legCallbacks } from './leg-callbacks';
import type { Line } from './line';
import { runMediaStream } from './media-stream';
import { readTwiml, type Verb } from './twiml';
import type { Account, Parameters } from './webhook';

/** Where a verb leads: on to the next one, to a new document, or to the end of the call. */
export type Outcome = 'next' | 'hang_up' | { twiml: string; base: string };

export type Scene = {
  account: Account;
  callSid: string;
  clock: PracticeClock;
  speech: Speech;
  spokenWords: SpokenWords;
  line: Line;
  tell: Tell;
  /** Aborted when the caller hangs up or the REST API replaces the TwiML. */
  signal: AbortSignal;
  base: string;
  /** What becomes of the next one who is rung. */
  nextOutcome(): DialOutcome;
  conferences: Conferences;
  onDigit(listen: (digit: string) => void): () => void;
  ask(url: string, parameters: Parameters, method: 'POST' | 'GET'): Promise<Outcome>;
  keepRecording(wav: Buffer, seconds: number): { sid: string; url: string };
};

const mostPlayBytes = 20 * 1024 * 1024;

function isAborted({ signal }: Scene): boolean {
  return signal.aborted;
}

/** Resolves when the line has played all, or the scene is over. */
function played(scene: Scene): Promise<void> {
  return new Promise((resolve) => {
    scene.line.mark(resolve);
    scene.signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function pause(scene: Scene, ms: number): Promise<void> {
  return Promise.race([
    wait(scene.clock, ms),
    new Promise<void>((resolve) => scene.signal.addEventListener('abort', () => resolve(), { once: true })),
  ]);
}

function methodOf(verb: Verb): 'POST' | 'GET' {
  return verb.attributes.method?.toUpperCase() === 'GET' ? 'GET' : 'POST';
}

function follow(scene: Scene, verb: Verb, parameters: Parameters): Promise<Outcome> | Outcome {
  const { action } = verb.attributes;
  if (action === undefined || isAborted(scene)) return 'next';
  return scene.ask(new URL(action, scene.base).toString(), parameters, methodOf(verb));
}

async function sayVerb(verb: Verb, scene: Scene): Promise<Outcome> {
  const times = Math.min(10, Number(verb.attributes.loop ?? 1) || 10);
  const sentences = sentencesOf(verb.text);
  for (let time = 0; time < times && !isAborted(scene); time++) {
    for (const sentence of sentences) {
      const { muLaw8k } = await scene.speech.say(sentence, { voice: 'echo', speed: 1 });
      scene.spokenWords.register(sentence, muLaw8k);
      scene.line.play(muLaw8k);
    }
    await played(scene);
  }
  return 'next';
}

async function playVerb(verb: Verb, scene: Scene): Promise<Outcome> {
  const url = new URL(verb.text.trim(), scene.base);
  const response = await fetch(url, { signal: scene.signal });
  const bytes = Buffer.from(await response.arrayBuffer());
  if (!response.ok || bytes.length > mostPlayBytes) throw new Error(`${url} answered ${response.status}.`);
  const times = Math.min(10, Number(verb.attributes.loop ?? 1) || 10);
  const sound = muLawFromPcm(pcmAt(8000, readWav(bytes)));
  for (let time = 0; time < times && !isAborted(scene); time++) {
    scene.line.play(sound);
    await played(scene);
  }
  return 'next';
}

async function connectVerb(verb: Verb, scene: Scene): Promise<Outcome> {
  const stream = verb.children.find(({ name }) => name === 'Stream');
  if (!stream) throw new Error('<Connect> of the practice carrier knows <Stream> alone.');
  const parameters = stream.children.filter(({ name }) => name === 'Parameter');
  const { streamSid } = await runMediaStream({
    ...scene,
    url: stream.attributes.url ?? '',
    customParameters: Object.fromEntries(
      parameters.map(({ attributes }) => [attributes.name ?? '', attributes.value ?? '']),
    ),
  });
  scene.line.clear();
  if (isAborted(scene)) return 'next';
  return follow(scene, verb, { StreamSid: streamSid });
}

async function dialVerb(verb: Verb, scene: Scene): Promise<Outcome> {
  const room = verb.children.find(({ name }) => name === 'Conference');
  if (room) return conferenceVerb(verb, room, scene);
  const noun = verb.children.find(({ name }) => name === 'Number');
  const number = noun?.text ?? verb.text;
  const legSid = scene.callSid.replace(/^CA../, 'CA00');
  const told = legCallbacks(noun, legSid, scene);
  const startedMs = scene.line.nowMs();
  const status = dialStatus(scene.nextOutcome());
  scene.tell({
    type: 'verb',
    verb: 'Dial',
    detail: `${number.trim()} (practice: no other phone rings, ${status === 'completed' ? 'answered' : status})`,
  });
  const words = `This is a practice colleague on the number ${number.trim()}. No real phone was called. Goodbye.`;
  const { muLaw8k } = await scene.speech.say(words, { voice: 'ash', speed: 1 });
  scene.spokenWords.register(words, muLaw8k);
  told('initiated');
  const rings = status === 'no-answer' ? 2 : status === 'failed' ? 0 : 1;
  if (rings > 0) told('ringing');
  for (let ring = 0; ring < rings && !isAborted(scene); ring++) {
    scene.line.play(dialTone(status === 'busy' ? 'busy' : 'ringing'));
    await played(scene);
  }
  const answered = status === 'completed';
  const isPickedUp = answered && !isAborted(scene);
  if (isPickedUp) {
    told('in-progress');
    scene.line.play(muLaw8k);
    await played(scene);
  }
  scene.line.clear();
  const seconds = answered ? String(Math.round((scene.line.nowMs() - startedMs) / 1000)) : '0';
  told(isAborted(scene) && !isPickedUp ? 'canceled' : status, { CallDuration: seconds });
  return follow(scene, verb, { DialCallStatus: status, DialCallSid: legSid, DialCallDuration: seconds });
}

async function conferenceVerb(dial: Verb, room: Verb, scene: Scene): Promise<Outcome> {
  const { attributes } = room;
  const startedMs = scene.line.nowMs();
  scene.tell({ type: 'verb', verb: 'Conference', detail: 'waits in a room' });
  await scene.conferences.join(room.text.trim(), {
    ...{ line: scene.line, signal: scene.signal },
    startsOnEnter: attributes.startConferenceOnEnter !== 'false',
    endsOnExit: attributes.endConferenceOnExit === 'true',
    wait: (signal) => waitVerb(attributes.waitUrl, { ...scene, signal }),
  });
  scene.line.clear();
  const seconds = String(Math.round((scene.line.nowMs() - startedMs) / 1000));
  return follow(scene, dial, { DialCallStatus: 'answered', DialCallDuration: seconds });
}

/** Asked for again whenever it has been played. */
async function waitVerb(waitUrl: string | undefined, scene: Scene): Promise<void> {
  scene.line.hold(true);
  while (!isAborted(scene)) {
    const found = waitUrl ? await scene.ask(new URL(waitUrl, scene.base).toString(), {}, 'POST') : 'hang_up';
    if (typeof found === 'string') await pause(scene, 3000);
    else await playAll(found, scene);
  }
  scene.line.hold(false);
}

async function playAll({ twiml, base }: { twiml: string; base: string }, scene: Scene): Promise<void> {
  for (const verb of readTwiml(twiml)) {
    if (isAborted(scene)) return;
    await perform(verb, { ...scene, base }).catch(() => 'next');
  }
}

async function recordVerb(verb: Verb, scene: Scene): Promise<Outcome> {
  const { maxLength = '3600', timeout = '5', playBeep = 'true', finishOnKey = '1234567890*#' } = verb.attributes;
  if (playBeep !== 'false') {
    scene.line.play(dialTone('beep'));
    await played(scene);
  }
  const fromMs = scene.line.nowMs();
  let key = '';
  let quietSinceMs = fromMs;
  const stopListening = scene.onDigit((digit) => {
    if (finishOnKey.includes(digit)) key ||= digit;
  });
  while (!isAborted(scene) && key === '') {
    await pause(scene, 100);
    const nowMs = scene.line.nowMs();
    if (scene.line.callerIsSpeaking()) quietSinceMs = nowMs;
    if (nowMs - quietSinceMs >= Number(timeout) * 1000 || nowMs - fromMs >= Number(maxLength) * 1000) break;
  }
  stopListening();
  const caller = scene.line.recorded().caller.subarray(fromMs * 8);
  const seconds = Math.round(caller.length / 8000);
  const { sid, url } = scene.keepRecording(writeWav([caller], 8000), seconds);
  const parameters = {
    RecordingSid: sid,
    RecordingUrl: url,
    RecordingDuration: String(seconds),
    Digits: key || 'hangup',
  };
  const { recordingStatusCallback } = verb.attributes;
  if (recordingStatusCallback) {
    const done = { ...parameters, RecordingStatus: 'completed', RecordingChannels: '1', RecordingSource: 'RecordVerb' };
    await scene.ask(new URL(recordingStatusCallback, scene.base).toString(), done, 'POST').catch(() => {});
  }
  return follow(scene, verb, parameters);
}

async function gatherVerb(verb: Verb, scene: Scene): Promise<Outcome> {
  const { numDigits, timeout = '5', finishOnKey = '#' } = verb.attributes;
  const most = Number(numDigits ?? 32);
  let digits = '';
  let done = false;
  let quietSinceMs = scene.line.nowMs();
  const stopListening = scene.onDigit((digit) => {
    if (digit === finishOnKey) done = true;
    else digits += digit;
    done ||= digits.length >= most;
    quietSinceMs = scene.line.nowMs();
    scene.line.clear();
  });
  for (const prompt of verb.children) if (!done) await perform(prompt, scene);
  quietSinceMs = scene.line.nowMs();
  while (!isAborted(scene) && !done && scene.line.nowMs() - quietSinceMs < Number(timeout) * 1000)
    await pause(scene, 100);
  stopListening();
  return digits === '' && verb.attributes.actionOnEmptyResult !== 'true'
    ? 'next'
    : follow(scene, verb, { Digits: digits });
}

/** One verb of a document, as Twilio would do it. */
export async function perform(verb: Verb, scene: Scene): Promise<Outcome> {
  switch (verb.name) {
    case 'Say':
      return sayVerb(verb, scene);
    case 'Play':
      return playVerb(verb, scene);
    case 'Pause':
      await pause(scene, Number(verb.attributes.length ?? 1) * 1000);
      return 'next';
    case 'Connect':
      return connectVerb(verb, scene);
    case 'Dial':
      return dialVerb(verb, scene);
    case 'Record':
      return recordVerb(verb, scene);
    case 'Gather':
      return gatherVerb(verb, scene);
    case 'Redirect':
      return scene.ask(new URL(verb.text.trim(), scene.base).toString(), {}, methodOf(verb));
    case 'Hangup':
    case 'Reject':
      return 'hang_up';
    default:
      scene.tell({ type: 'trouble', code: 12200, text: `<${verb.name}> is not known to the practice carrier` });
      return 'next';
  }
}
