import { askWebhook, signatureFor } from '@/realtime-server/practice/carrier/webhook';
import type { BargeInLedger } from './barge-in-ledger';
import { type FrameLedger, frameMs, payloadLength } from './frame-ledger';
import type { ModelSession } from './model-session';
import type { Pacer } from './pacer';
import { Playout } from './playout';
import { asciiJson, openWire, type Wire } from './wire';

export type Account = { sid: string; authToken: string };

/** Where a call goes: through the webhook of a product, or straight to a relay's stream. */
export type Door =
  | { kind: 'webhook'; url: string; to: string; from: string; account: Account }
  | { kind: 'stream'; url: string; parameters: Record<string, string> };

export type CallDeps = {
  index: number;
  door: Door;
  pacer: Pacer;
  toServer: FrameLedger;
  fromServer: FrameLedger;
  bargeIns: BargeInLedger;
  onGreeting(sinceStartMs: number): void;
  onWebhook(tookMs: number): void;
};

const sampled = 0.75;
const greetingItem = '';
const markName = /"mark":\{"name":"((?:[^"\\]|\\.)*)"/;
const payloadOf = /"payload":"([^"]*)"/;

let callCount = 0;
function newSid(prefix: string): string {
  callCount += 1;
  return `${prefix}${process.pid.toString(16).padStart(8, '0')}${callCount.toString(16).padStart(24, '0')}`;
}

/** A caller and the carrier they come by. */
export class BenchCall {
  readonly callSid = newSid('CA');
  private readonly streamSid = newSid('MZ');
  private readonly playout = new Playout();
  private wire: Wire | null = null;
  private session: ModelSession | null = null;
  private startedAtMs = 0;
  private hasSounded = false;
  private frames = 0;
  isTalking = false;
  isLost = false;

  constructor(private readonly deps: CallDeps) {}

  join(session: ModelSession): void {
    this.session = session;
  }

  async open(): Promise<void> {
    const { door, index, pacer } = this.deps;
    const { url, headers, parameters } = door.kind === 'stream' ? { ...door, headers: {} } : await this.ask(door);
    this.wire = await openWire(url, headers, {
      onText: (text) => this.onText(text),
      onClose: () => {
        this.isLost = true;
      },
    });
    this.wire.send(asciiJson({ event: 'connected', protocol: 'Call', version: '1.0.0' }));
    this.startedAtMs = performance.now();
    this.wire.send(this.startFrame(parameters));
    this.isTalking = true;
    pacer.add(index, this);
  }

  hasModel(): boolean {
    return this.session !== null;
  }

  unplayedMs(nowMs: number): number {
    return this.playout.unplayedMs(nowMs);
  }

  stepCaller(nowMs: number): void {
    if (!this.isTalking || !this.wire) return;
    this.frames += 1;
    const payload = this.deps.toServer.next(this.deps.index, nowMs);
    const head = `{"event":"media","sequenceNumber":"${this.frames + 1}","media":{"track":"inbound","chunk":"${this.frames}"`;
    const timestamp = (this.frames - 1) * frameMs;
    this.wire.send(`${head},"timestamp":"${timestamp}","payload":"${payload}"},"streamSid":"${this.streamSid}"}`);
  }

  stepModel(nowMs: number): void {
    this.session?.step(nowMs);
  }

  hangUp(): void {
    const { pacer } = this.deps;
    this.isTalking = false;
    pacer.remove(this);
    const stop = { event: 'stop', sequenceNumber: String(this.frames + 2), streamSid: this.streamSid };
    this.wire?.send(asciiJson({ ...stop, stop: { callSid: this.callSid } }));
    this.wire?.close();
  }

  private async ask(door: Door & { kind: 'webhook' }) {
    const { account, url, to, from } = door;
    const asked = { AccountSid: account.sid, ApiVersion: '2010-04-01', CallSid: this.callSid, CallStatus: 'ringing' };
    const atMs = performance.now();
    const answer = await askWebhook(account, url, { ...asked, Direction: 'inbound', From: from, To: to });
    this.deps.onWebhook(performance.now() - atMs);
    const stream = /<Stream url="([^"]+)"/.exec(answer.body)?.[1];
    const ticket = /<Parameter name="ticket" value="([^"]+)"/.exec(answer.body)?.[1];
    if (!stream || !ticket) throw new Error(`A call was not let in (${answer.status}): ${answer.body.slice(0, 300)}`);
    return { url: stream, headers: { 'X-Twilio-Signature': signatureFor(account, stream) }, parameters: { ticket } };
  }

  private startFrame(customParameters: Record<string, string>): string {
    const { door } = this.deps;
    const accountSid = door.kind === 'webhook' ? door.account.sid : 'AC';
    const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 };
    const start = { streamSid: this.streamSid, accountSid, callSid: this.callSid, tracks: ['inbound'] };
    return asciiJson({
      ...{ event: 'start', sequenceNumber: '1', streamSid: this.streamSid },
      start: { ...start, customParameters, mediaFormat },
    });
  }

  private onText(text: string): void {
    const nowMs = performance.now();
    if (text.includes('"event":"media"')) this.onMedia(text, nowMs);
    else if (text.includes('"event":"mark"')) this.onMark(text, nowMs);
    else if (text.includes('"event":"clear"')) this.onClear(nowMs);
  }

  private onMedia(text: string, nowMs: number): void {
    if (!this.hasSounded) {
      this.hasSounded = true;
      this.deps.onGreeting(nowMs - this.startedAtMs);
    }
    const { fromServer, index } = this.deps;
    const found = fromServer.arrive(index, text, nowMs, (frame) => {
      this.playout.play(this.session?.itemOf(frame) ?? '', frameMs, nowMs);
    });
    if (found > 0) return;
    const length = payloadOf.exec(text)?.[1]?.length ?? payloadLength;
    this.playout.play(greetingItem, Math.round((length * sampled) / 8), nowMs);
  }

  private onMark(text: string, nowMs: number): void {
    const name = markName.exec(text)?.[1] ?? '';
    const mark = this.playout.mark(name, nowMs);
    if (mark.dueMs <= nowMs) {
      if (this.playout.returned(mark)) this.sendMark(name);
      return;
    }
    this.deps.pacer.at(mark.dueMs, () => {
      if (this.playout.returned(mark)) this.sendMark(name);
    });
  }

  private onClear(nowMs: number): void {
    const cleared = this.playout.clear(nowMs);
    this.deps.bargeIns.cleared(this.deps.index, cleared, (item) => this.session?.generatedMs(item) ?? null, nowMs);
    for (const name of cleared.marks) this.sendMark(name);
  }

  /** The name comes and goes as it was written. */
  private sendMark(name: string): void {
    this.wire?.send(`{"event":"mark","sequenceNumber":"1","streamSid":"${this.streamSid}","mark":{"name":"${name}"}}`);
  }
}
