import { randomBytes } from 'node:crypto';
import { type PracticeClock, wait } from '../clock';
import type { Speech } from '../speech/speech';
import type { SpokenWords } from '../speech/spoken-words';
import type { LiveCall } from './call';
import type { Conferences } from './conferences';
import { type DialOutcome, keyOf } from './dial-outcome';
import type { Tell } from './happening';
import { openLine } from './line';
import { readTwiml } from './twiml';
import { type Outcome, perform, type Scene } from './verbs';
import { type Account, askWebhook, type Parameters } from './webhook';

export type LegOrder = {
  to: string;
  from: string;
  url: string;
  statusUrl: string | null;
  ringSeconds: number;
  outcome: DialOutcome;
};

type Deps = {
  clock: PracticeClock;
  speech: Speech;
  spokenWords: SpokenWords;
  account: Account;
  conferences: Conferences;
  keepRecording: Scene['keepRecording'];
  tell: Tell;
};

type LegStatus = 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';

const pickUpAfterMs = 1500;
const busyAfterMs = 800;
const keyAfterMs = 1500;
const listenMs = 4000;
const mostDocuments = 20;
const greeting = 'This is a practice colleague. No real phone was called. How can I help you?';
const machine = 'Nobody is here. Please leave a message after the tone.';

/** A telephone that the product rings: somebody, or something, is at the other end, as the call was scripted. */
export function ringLeg(order: LegOrder, deps: Deps): { leg: LiveCall; done: Promise<void> } {
  const { clock, account, speech, tell } = deps;
  const sid = `CA${randomBytes(16).toString('hex')}`;
  const startedAt = new Date();
  const gone = new AbortController();
  const listeners = new Set<(digit: string) => void>();
  const line = openLine(clock);
  let status: LegStatus = 'ringing';
  let running = new AbortController();
  let replacement: Outcome | undefined;
  let hasPressed = false;

  const say = (detail: string) => tell({ type: 'verb', verb: 'Leg', detail: `${order.to} ${detail}` });

  function parameters(extra: Parameters): Parameters {
    const both = { From: order.from, To: order.to, Caller: order.from, Called: order.to };
    const call = { CallSid: sid, AccountSid: account.sid, CallStatus: status, Direction: 'outbound-api' };
    return { ...call, ...both, ApiVersion: '2010-04-01', ...extra };
  }

  async function ask(url: string, extra: Parameters, method: 'POST' | 'GET'): Promise<Outcome> {
    try {
      const { status: code, body } = await askWebhook(account, url, parameters(extra), { method, clock });
      if (code >= 200 && code < 300) return body.trim() === '' ? 'next' : { twiml: body, base: url };
      tell({ type: 'trouble', code: 11200, text: `${new URL(url).pathname} answered ${code}` });
    } catch (error) {
      tell({ type: 'trouble', code: 11205, text: `${new URL(url).host} could not be reached: ${error}` });
    }
    return 'hang_up';
  }

  /** A person hears the question out; a machine hears nothing. */
  function onDigit(listen: (digit: string) => void): () => void {
    listeners.add(listen);
    const key = keyOf[order.outcome];
    if (key && !hasPressed) {
      hasPressed = true;
      clock.after(keyAfterMs, () => {
        if (gone.signal.aborted) return;
        say(`presses ${key}`);
        for (const listener of [...listeners]) listener(key);
      });
    }
    return () => listeners.delete(listen);
  }

  async function speak(words: string): Promise<number> {
    const { muLaw8k } = await speech.say(words, { voice: 'ash', speed: 1 });
    deps.spokenWords.register(words, muLaw8k);
    line.speak(muLaw8k);
    return muLaw8k.length / 8;
  }

  const conferences: Conferences = {
    join(name, member) {
      say('is connected with the caller');
      void speak(greeting).then((spokenMs) => clock.after(spokenMs + listenMs, hangUp));
      return deps.conferences.join(name, member);
    },
  };

  async function performAll(twiml: string, base: string): Promise<Outcome> {
    running = new AbortController();
    replacement = undefined;
    const signal = AbortSignal.any([running.signal, gone.signal]);
    const nextOutcome = () => 'no-answer' as const;
    const scene: Scene = { ...deps, conferences, nextOutcome, callSid: sid, line, signal, base, onDigit, ask };
    for (const verb of readTwiml(twiml)) {
      const outcome = await perform(verb, scene);
      if (replacement) return replacement;
      if (gone.signal.aborted) return 'hang_up';
      if (outcome !== 'next') return outcome;
    }
    return 'hang_up';
  }

  /** True when somebody, or something, picked up. */
  async function ring(): Promise<boolean> {
    say('rings');
    const { outcome } = order;
    if (outcome === 'failed') status = 'failed';
    else if (outcome === 'busy') {
      await pause(busyAfterMs);
      status = 'busy';
    } else if (outcome === 'no-answer') {
      await pause(order.ringSeconds * 1000);
      status = 'no-answer';
    } else {
      await pause(pickUpAfterMs);
      status = 'in-progress';
    }
    if (gone.signal.aborted) status = 'canceled';
    return status === 'in-progress';
  }

  function pause(ms: number): Promise<void> {
    const hungUp = new Promise<void>((resolve) =>
      gone.signal.addEventListener('abort', () => resolve(), { once: true }),
    );
    return Promise.race([wait(clock, ms), hungUp]);
  }

  async function live(): Promise<void> {
    if (await ring()) {
      say('picks up');
      if (order.outcome === 'machine') void speak(machine);
      let next = await ask(order.url, {}, 'POST');
      for (let documents = 0; documents < mostDocuments && !gone.signal.aborted; documents++) {
        if (typeof next === 'string') break;
        next = await performAll(next.twiml, next.base);
      }
      status = 'completed';
    }
    hangUp();
    say(status === 'completed' ? 'hangs up' : status);
    line.stop();
    const ended = { CallDuration: String(Math.round(line.nowMs() / 1000)), CallbackSource: 'call-progress-events' };
    if (order.statusUrl) await ask(order.statusUrl, ended, 'POST');
  }

  function hangUp(): void {
    gone.abort();
    running.abort();
  }

  function replaceWith(outcome: Outcome): void {
    replacement = outcome;
    running.abort();
  }

  const leg: LiveCall = {
    ...{ sid, from: order.from, to: order.to, startedAt, direction: 'outbound-api', hangUp },
    status: () => status,
    replace: (twiml) => replaceWith({ twiml, base: order.url }),
    redirect: async (url, method) => replaceWith(await ask(url, {}, method)),
    ring: null,
  };
  return { leg, done: live() };
}
