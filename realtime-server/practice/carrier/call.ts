import { randomBytes } from 'node:crypto';
import type { PracticeClock } from '../clock';
import type { Speech } from '../speech/speech';
import type { SpokenWords } from '../speech/spoken-words';
import { type Step, startCaller } from './caller';
import type { Conferences } from './conferences';
import { type DialOutcome, outcomesInTurn } from './dial-outcome';
import { startEar } from './ear';
import type { CallSummary, Happening, Tell } from './happening';
import { type Line, openLine } from './line';
import { readTwiml, TwimlError, type Verb } from './twiml';
import { type Outcome, perform, type Scene } from './verbs';
import { type Account, askWebhook, type Parameters } from './webhook';

export type CallOrder = {
  from: string;
  to: string;
  steps: Step[];
  interruptAfterMs: number | null;
  /** What becomes of those who are rung, one after the other. */
  dialOutcomes: DialOutcome[];
  longestMs: number;
  /** The number's own: asked when the first address fails. */
  fallbackUrl: string | null;
};

export type CallDeps = {
  clock: PracticeClock;
  speech: Speech;
  spokenWords: SpokenWords;
  account: Account;
  voiceUrl: string;
  statusUrl: string;
  tell(happening: Happening): void;
  conferences: Conferences;
  keepRecording: Scene['keepRecording'];
  keepCall(callSid: string, line: Line): Promise<Pick<CallSummary, 'wav' | 'bothWav'>>;
};

export type CallStatus = 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';

export type LiveCall = {
  sid: string;
  from: string;
  to: string;
  startedAt: Date;
  direction: 'inbound' | 'outbound-api';
  /** Whoever is rung for this caller; null for somebody who is rung. */
  ring: { nextOutcome(): DialOutcome; tell: Tell } | null;
  status(): CallStatus;
  /** The REST API's levers: new TwiML stops what runs; completed hangs up. */
  replace(twiml: string): void;
  redirect(url: string, method: 'POST' | 'GET'): Promise<void>;
  hangUp(by: 'caller' | 'agent' | 'carrier'): void;
};

type Ended = Extract<Happening, { type: 'ended' }>['by'];

const mostDocuments = 50;

export function startCall(order: CallOrder, deps: CallDeps): { call: LiveCall; summary: Promise<CallSummary> } {
  const { clock, account } = deps;
  const sid = `CA${randomBytes(16).toString('hex')}`;
  const startedAt = new Date();
  const placedAt = clock.now();
  const digitListeners = new Set<(digit: string) => void>();
  let status: CallStatus = 'ringing';
  let line: Line | undefined;
  let answeredAtMs = 0;
  let endedBy: Ended | undefined;
  const gone = new AbortController();
  let running = new AbortController();
  let replacement: Outcome | undefined;
  let firstAudioMs: number | null = null;
  const nextOutcome = outcomesInTurn(order.dialOutcomes);
  const spoken = { agentFrames: 0, callerMs: 0 };
  const elapsedMs = () => Math.round(clock.now() - placedAt);

  const tell: Tell = (happening) => deps.tell({ atMs: elapsedMs(), ...happening } as Happening);

  function parameters(extra: Parameters = {}): Parameters {
    return {
      CallSid: sid,
      AccountSid: account.sid,
      From: order.from,
      To: order.to,
      Caller: order.from,
      Called: order.to,
      CallStatus: status,
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
      StirVerstat: 'TN-Validation-Passed-A',
      FromCountry: 'US',
      ToCountry: 'US',
      ...extra,
    };
  }

  async function ask(url: string, extra: Parameters, method: 'POST' | 'GET'): Promise<Outcome> {
    try {
      const { status: code, body } = await askWebhook(account, url, parameters(extra), {
        ...{ method, clock },
        signal: gone.signal,
      });
      if (code >= 200 && code < 300) return body.trim() === '' ? 'next' : { twiml: body, base: url };
      tell({ type: 'trouble', code: 11200, text: `${new URL(url).pathname} answered ${code}` });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      tell({ type: 'trouble', code: 11205, text: `${new URL(url).host} could not be reached: ${cause}` });
    }
    return askFallback(url, extra);
  }

  /** The number's second address is asked when the first gave nothing to go on, once a document. */
  async function askFallback(failedUrl: string, extra: Parameters): Promise<Outcome> {
    const { fallbackUrl } = order;
    if (fallbackUrl === null || failedUrl === fallbackUrl || endedBy) return 'hang_up';
    tell({ type: 'trouble', code: 11200, text: `asking the fallback address at ${new URL(fallbackUrl).host}` });
    return ask(fallbackUrl, { ...extra, ErrorCode: '11200', ErrorUrl: failedUrl }, 'POST');
  }

  function sceneFor(openedLine: Line, base: string): Scene {
    return {
      ...deps,
      callSid: sid,
      line: openedLine,
      tell,
      signal: running.signal,
      base,
      nextOutcome,
      onDigit(listen) {
        digitListeners.add(listen);
        return () => digitListeners.delete(listen);
      },
      ask,
    };
  }

  function answerPhone(): Line {
    if (line) return line;
    const opened = openLine(clock);
    line = opened;
    status = 'in-progress';
    answeredAtMs = elapsedMs();
    tell({ type: 'answered' });
    const ear = startEar(opened, deps.spokenWords, ({ fromMs, untilMs, text, recognised }) => {
      tell({ type: 'agent', atMs: answeredAtMs + fromMs, untilMs: answeredAtMs + untilMs, text, recognised });
    });
    finishEar = ear.finish;
    opened.onFrame(({ atMs, heardIsVoiced }) => {
      if (heardIsVoiced) {
        firstAudioMs ??= atMs;
        spoken.agentFrames++;
      }
      if (atMs >= order.longestMs) hangUp('carrier');
    });
    startCaller({
      line: opened,
      steps: order.steps,
      interruptAfterMs: order.interruptAfterMs,
      press: (digit) => {
        for (const listen of [...digitListeners]) listen(digit);
      },
      tell(step) {
        if (step.kind === 'keys') tell({ type: 'keys', keys: step.keys });
        else {
          spoken.callerMs += step.muLaw.length / 8;
          tell({ type: 'caller', text: step.text });
        }
      },
      hangUp: () => hangUp('caller'),
    });
    return opened;
  }

  let finishEar = () => {};

  function read(twiml: string): Verb[] | undefined {
    try {
      return readTwiml(twiml);
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error;
      tell({ type: 'trouble', code: 12100, text: `the TwiML cannot be read: ${error.message}` });
      return undefined;
    }
  }

  async function performAll(verbs: Verb[], base: string): Promise<Outcome> {
    const [first] = verbs;
    if (first?.name === 'Reject' && !line) {
      status = 'busy';
      tell({ type: 'refused', reason: first.attributes.reason ?? 'rejected' });
      return 'hang_up';
    }
    const scene = sceneFor(answerPhone(), base);
    for (const verb of verbs) {
      const outcome = await performSafely(verb, scene);
      if (endedBy || replacement) return 'hang_up';
      if (outcome !== 'next') return outcome;
    }
    return 'hang_up';
  }

  async function performSafely(verb: Verb, scene: Scene): Promise<Outcome> {
    try {
      return await perform(verb, scene);
    } catch (error) {
      if (!scene.signal.aborted)
        tell({ type: 'trouble', code: 11200, text: error instanceof Error ? error.message : String(error) });
      return 'next';
    }
  }

  async function live(): Promise<void> {
    let next = await ask(deps.voiceUrl, {}, 'POST');
    for (let documents = 0; documents < mostDocuments && !endedBy; documents++) {
      if (typeof next === 'string') return;
      running = new AbortController();
      replacement = undefined;
      const verbs = read(next.twiml);
      if (!verbs) return;
      next = await performAll(verbs, next.base);
      next = replacement ?? next;
    }
  }

  function hangUp(by: Ended): void {
    endedBy ??= by;
    gone.abort();
    running.abort();
  }

  function replaceWith(outcome: Outcome): void {
    replacement = outcome;
    running.abort();
    line?.clear();
  }

  async function finish(): Promise<CallSummary> {
    endedBy ??= status === 'ringing' ? 'carrier' : 'agent';
    const lengthMs = line?.nowMs() ?? 0;
    finishEar();
    line?.stop();
    if (status === 'in-progress') status = 'completed';
    else if (status === 'ringing') status = 'failed';
    tell({ type: 'ended', by: endedBy });

    const seconds = String(Math.round(lengthMs / 1000));
    const done = { CallDuration: seconds, Duration: '1', Timestamp: new Date().toUTCString(), SequenceNumber: '0' };
    await ask(deps.statusUrl, { ...done, CallbackSource: 'call-progress-events' }, 'POST');
    const heard = line?.recorded().heard ?? new Int16Array(0);
    return {
      type: 'summary',
      callSid: sid,
      status: status === 'busy' ? 'busy' : status === 'failed' ? 'failed' : 'completed',
      lengthMs,
      firstAudioMs,
      agentSpeechMs: spoken.agentFrames * 20,
      callerSpeechMs: Math.round(spoken.callerMs),
      rms: voicedLevel(heard),
      ...(line ? await deps.keepCall(sid, line) : { wav: '', bothWav: '' }),
    };
  }

  tell({ type: 'ringing', callSid: sid, from: order.from, to: order.to });
  const call: LiveCall = {
    sid,
    from: order.from,
    to: order.to,
    startedAt,
    direction: 'inbound',
    ring: { nextOutcome, tell },
    status: () => status,
    replace: (twiml) => replaceWith({ twiml, base: deps.voiceUrl }),
    async redirect(url, method) {
      replaceWith(await ask(url, {}, method));
    },
    hangUp,
  };
  return { call, summary: live().then(finish) };
}

function voicedLevel(pcm: Int16Array): number {
  let sum = 0;
  let count = 0;
  for (const sample of pcm) {
    if (Math.abs(sample) < 60) continue;
    sum += sample * sample;
    count++;
  }
  return count === 0 ? 0 : Math.round((Math.sqrt(sum / count) / 32_768) * 10_000) / 10_000;
}
