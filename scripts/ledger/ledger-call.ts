import { setTimeout as wait } from 'node:timers/promises';
import { type Account, signatureFor } from '../../realtime-server/practice/carrier/webhook';
import { FrameLedger, frameMs } from '../bench/frame-ledger';
import { asciiJson, openWire, type Wire } from '../bench/wire';
import { makeCallbacks } from './callbacks';
import { CallerEar } from './caller-ear';
import type { Chance } from './chance';
import type { TalkingModel } from './talking-model';

type Deps = {
  index: number;
  baseUrl: string;
  account: Account;
  from: string;
  to: string;
  chance: Chance;
};

export type Told = {
  callSid: string;
  resumed: number;
  drops: number;
  webhooksTwice: boolean;
  /** When the server took no call for want of its database; null for everybody it talked with. */
  turnedAwayAtMs: number | null;
  trouble: string | null;
};

const exchanges = { least: 2, most: 3 };
const modelWithinMs = 30_000;
const answerWithinMs = 3_000;
const greetedWithinMs = 8_000;
const heldMs = 500;
const pauseMs = 150;
/** After so many broken streams a caller is passed on, and rightly. */
const mostResumes = 2;

/** A caller who asks a few things, and the carrier that brings them, telling everything twice when it feels like it. */
export class LedgerCall {
  readonly callSid: string;
  readonly ear = new CallerEar();
  private stream: { wire: Wire; sid: string } | null = null;
  private model: TalkingModel | null = null;
  private readonly sessions = new Set<TalkingModel>();
  private readonly models: ((model: TalkingModel) => void)[] = [];
  private readonly speech = new FrameLedger('u');
  private streams = 0;
  private isOver = false;
  private readonly over = Promise.withResolvers<null>();
  private reopening: Promise<void> | null = null;
  private readonly told: Told;
  private readonly ask: ReturnType<typeof makeCallbacks>;

  constructor(private readonly deps: Deps) {
    this.callSid = `CA${process.pid.toString(16).padStart(8, '0')}${deps.index.toString(16).padStart(24, '0')}`;
    const webhooksTwice = deps.chance.percent(30);
    this.told = { callSid: this.callSid, resumed: 0, drops: 0, webhooksTwice, turnedAwayAtMs: null, trouble: null };
    this.ask = makeCallbacks({ ...deps, callSid: this.callSid, isTwice: webhooksTwice });
  }

  /** A session of the model that was opened for this call; its first sound of the caller makes it the one that answers. */
  join(model: TalkingModel): void {
    this.sessions.add(model);
    model.whenHearing(() => {
      this.model = model;
      for (const joined of this.models.splice(0)) joined(model);
    });
  }

  /** Whoever died reads nothing any more, though a socket that was cut from its other end still takes what is written. */
  abandonModel(): void {
    for (const model of this.sessions) model.abandon();
    this.sessions.clear();
    this.model = null;
  }

  leave(model: TalkingModel): void {
    this.sessions.delete(model);
    if (this.model === model) this.model = null;
  }

  async run(): Promise<Told> {
    try {
      const twiml = await this.ask('/phone/incoming-realtime', { CallStatus: 'ringing' });
      if (isConnected(twiml)) {
        await this.openStream(twiml).catch(() => this.retry());
        await this.talk();
      } else this.told.turnedAwayAtMs = performance.now();
    } catch (error) {
      this.told.trouble = error instanceof Error ? error.message : String(error);
    }
    await this.hangUp();
    return this.told;
  }

  private async talk(): Promise<void> {
    const { chance } = this.deps;
    await this.untilGreeted();
    await this.untilHeard();
    for (let left = chance.between(exchanges.least, exchanges.most); left > 0 && !this.isOver; left--) {
      const model = await this.theModel();
      if (!model) break;
      const interrupts = chance.percent(20);
      if (interrupts) model.holdNext();
      await this.exchange(model);
      if (interrupts) {
        await wait(heldMs);
        await this.exchange(model);
      }
      await this.untilHeard();
      if (chance.percent(8)) {
        model.drop();
        this.told.drops += 1;
      }
      await wait(pauseMs);
    }
    do {
      await this.reopening;
      await this.untilHeard();
    } while (this.reopening);
  }

  /** The caller speaks and is answered: by the server's wish, or as a provider answers by itself. */
  private async exchange(model: TalkingModel): Promise<void> {
    const answered = model.answered();
    await model.callerSpeaks();
    await Promise.race([answered, wait(answerWithinMs).then(() => model.answer())]);
  }

  /** Whoever was cut off listens first, and sometimes hears the agent out. Null when the server has given the call up. */
  private async theModel(): Promise<TalkingModel | null> {
    while (this.reopening) {
      await this.reopening;
      await this.untilGreeted();
      if (this.deps.chance.percent(50)) await this.untilHeard();
    }
    if (this.model || this.isOver) return this.model;
    const late = wait(modelWithinMs).then(() => Promise.reject(new Error('No model came to this call.')));
    return Promise.race([new Promise<TalkingModel>((resolve) => this.models.push(resolve)), this.over.promise, late]);
  }

  /** Who has heard nothing yet is not connected yet, and says nothing. */
  private async untilGreeted(): Promise<void> {
    const deadline = performance.now() + greetedWithinMs;
    while (this.ear.playedUntilMs === 0 && !this.isOver && performance.now() < deadline) await wait(20);
  }

  private async untilHeard(): Promise<void> {
    for (;;) {
      const leftMs = this.ear.playedUntilMs - performance.now();
      if (leftMs <= -pauseMs) return;
      await wait(Math.max(20, leftMs + pauseMs));
    }
  }

  private async openStream(twiml: string): Promise<void> {
    const stream = /<Stream url="([^"]+)"/.exec(twiml)?.[1];
    const ticket = /<Parameter name="ticket" value="([^"]+)"/.exec(twiml)?.[1];
    if (!stream || !ticket) throw new Error(`A stream without its address or its ticket: ${twiml.slice(0, 200)}`);
    this.streams += 1;
    const streamSid = `MZ${this.streams}${this.callSid.slice(3)}`;
    const { account } = this.deps;
    const wire = await openWire(
      stream,
      { 'X-Twilio-Signature': signatureFor(account, stream) },
      {
        onText: (text) => this.onText(text, wire, streamSid),
        onClose: () => this.onStreamClosed(wire),
      },
    );
    this.stream = { wire, sid: streamSid };
    const start = { accountSid: account.sid, callSid: this.callSid, streamSid, tracks: ['inbound'] };
    const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 };
    wire.send(asciiJson({ event: 'connected', protocol: 'Call', version: '1.0.0' }));
    wire.send(
      asciiJson({
        ...{ event: 'start', sequenceNumber: '1', streamSid },
        start: { ...start, customParameters: { ticket }, mediaFormat },
      }),
    );
    this.speakOn(wire, streamSid);
  }

  /** The caller's line is never quiet while it is open. */
  private speakOn(wire: Wire, streamSid: string): void {
    let frames = 0;
    const timer = setInterval(() => {
      if (!wire.isOpen() || this.isOver) return clearInterval(timer);
      frames += 1;
      const media = { track: 'inbound', chunk: String(frames), timestamp: String(frames * frameMs) };
      const payload = this.speech.next(0, 0);
      wire.send(
        asciiJson({ event: 'media', sequenceNumber: String(frames + 1), streamSid, media: { ...media, payload } }),
      );
    }, frameMs);
  }

  private onText(text: string, wire: Wire, streamSid: string): void {
    const now = performance.now();
    if (text.includes('"event":"media"')) this.ear.arrived(text, now);
    else if (text.includes('"event":"clear"')) this.ear.cleared(now);
    else if (text.includes('"event":"mark"')) {
      const name = /"mark":\{"name":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? '';
      const mark = `{"event":"mark","sequenceNumber":"1","streamSid":"${streamSid}","mark":{"name":"${name}"}}`;
      const returned = this.ear.marked();
      // Whoever is given back on the next stream belongs to none, and is refused with it.
      const giveBack = () => {
        if (!wire.isOpen()) return;
        wire.send(mark);
        returned(performance.now());
      };
      setTimeout(giveBack, Math.max(0, this.ear.playedUntilMs - now));
    }
  }

  /** Not by us: the server closed it, or died. The carrier asks what to do now. */
  private onStreamClosed(wire: Wire): void {
    if (this.isOver || this.stream?.wire !== wire) return;
    this.stream = null;
    this.abandonModel();
    this.ear.closed(performance.now());
    this.reopen();
  }

  /** A stream that cannot be opened is over as well, and the carrier asks again. */
  private reopen(): void {
    this.reopening = this.ask('/phone/stream-ended')
      .then(async (twiml) => {
        if (this.isOver) return;
        if (!isConnected(twiml)) return this.givenUp(twiml);
        this.told.resumed += 1;
        await this.openStream(twiml).catch(() => this.retry());
      })
      .catch((error: unknown) => {
        this.told.trouble = error instanceof Error ? error.message : String(error);
        this.isOver = true;
        this.over.resolve(null);
      })
      .finally(() => {
        this.reopening = null;
      });
  }

  private async retry(): Promise<void> {
    const twiml = await this.ask('/phone/stream-ended');
    if (isConnected(twiml)) await this.openStream(twiml);
    else this.givenUp(twiml);
  }

  private givenUp(twiml: string): void {
    if (this.told.resumed < mostResumes) this.told.trouble = `Given up: ${twiml.slice(0, 200)}`;
    this.isOver = true;
    this.over.resolve(null);
  }

  private stopStream(): void {
    const { callSid, stream } = this;
    this.stream = null;
    if (!stream) return;
    const stop = { accountSid: this.deps.account.sid, callSid };
    stream.wire.send(asciiJson({ event: 'stop', sequenceNumber: '9', streamSid: stream.sid, stop }));
    stream.wire.close();
  }

  private async hangUp(): Promise<void> {
    this.isOver = true;
    this.abandonModel();
    await wait(pauseMs);
    this.stopStream();
    this.ear.hungUp(performance.now());
    const over = { CallStatus: 'completed', SequenceNumber: '3', CallDuration: '9' };
    await this.ask('/phone/stream-ended', over).catch(() => undefined);
    await this.ask('/phone/status', over).catch(() => undefined);
  }
}

function isConnected(twiml: string): boolean {
  return /<Stream /.test(twiml);
}
