import type { Log } from '@/lib/platform/log';
import { ownBytes } from '@/lib/platform/own-bytes';
import { asciiJson } from '@/lib/websocket/ascii-json';
import type { SwiftSocket } from '@/lib/websocket/swift-socket';
import type { Carrier } from '../ports/carrier';
import type { CarrierRest } from './twilio-rest';

/** A carrier that does not read is given up at this size. */
const maxBufferedBytes = 8 * 1024 * 1024;
const normalClosure = 1000;
const soundTail = Buffer.from('"}}');

/** The carrier's codes for a call that is over. */
const callGoneCodes = new Set([20404, 21220]);

/** A phone call's line. Its stream may break and be replaced while the call lives. */
export type PhoneLine = {
  carrier: Carrier;
  attach(socket: SwiftSocket, streamSid: string): void;
  detach(): void;
  /** Marks that the caller's side has not returned; forgotten by being taken. */
  takeMarks(): string[];
  /** True when the mark was one of ours. */
  returnMark(name: string): boolean;
  /**
   * Gives the caller to other instructions, by which the stream ends. Rejects when the carrier did not take them: with
   * the stream still open, the caller is still here.
   */
  redirect(twiml: string): Promise<void>;
  /** What the caller was given to instead, or is being given to. */
  redirectedTo(): string | null;
  /** The stream is over. Resolves to false when that is only what a redirection does. */
  streamEnded(): Promise<boolean>;
  /** Whether the call was ended from here, or given back for the carrier's next instruction. */
  letGo(): 'hung_up' | 'released' | 'redirected' | null;
};

type Deps = { callSid: string; accountSid: string; rest: Pick<CarrierRest, 'completeCall' | 'redirectCall'>; log: Log };

export function makePhoneLine({ callSid, accountSid, rest, log }: Deps): PhoneLine {
  let stream: { socket: SwiftSocket; head: string; soundHead: Buffer } | null = null;
  let hangingUp: Promise<void> | null = null;
  let released = false;
  let redirecting: { twiml: string; done: Promise<boolean>; isStreamOver: boolean } | null = null;
  const marks = new Set<string>();

  function isReading(socket: SwiftSocket): boolean {
    if (socket.waitingBytes() <= maxBufferedBytes) return true;
    log.warn('The carrier does not read what we send; its stream is closed');
    socket.terminate();
    return false;
  }

  function send(text: string): void {
    if (stream && isReading(stream.socket)) stream.socket.sendPlain(text);
  }

  function closeStream(): void {
    stream?.socket.close(normalClosure);
  }

  async function hangUp(): Promise<void> {
    try {
      await rest.completeCall(accountSid, callSid);
    } catch (err) {
      // The next instruction that the carrier asks for is to hang up.
      log.warn({ err }, 'The carrier did not accept the end of the call; leaving it to its next instruction');
    }
    closeStream();
  }

  /** A carrier that does not answer may have done it all the same: then the stream is over. */
  async function redirect(twiml: string): Promise<void> {
    const { promise: done, resolve } = Promise.withResolvers<boolean>();
    const attempt = { twiml, done, isStreamOver: false };
    redirecting = attempt;
    try {
      await rest.redirectCall(accountSid, callSid, { twiml });
    } catch (err) {
      const isGone = callGoneCodes.has(codeOf(err) ?? 0);
      if (isGone || !attempt.isStreamOver) {
        redirecting = null;
        resolve(false);
        throw err;
      }
      log.warn({ err }, 'The carrier took a call that was passed on, but did not say so');
    }
    resolve(true);
    closeStream();
  }

  const carrier: Carrier = {
    format: 'pcmu_8k',
    sendAudio(payload, mark) {
      if (mark !== undefined) marks.add(mark);
      // Between two streams there is nobody to send it to, and nobody to give up.
      if (!stream) return true;
      if (!isReading(stream.socket)) return false;
      const parts = { head: stream.soundHead, middle: payload, tail: soundTail };
      stream.socket.sendParts(parts, mark === undefined ? '' : markFrame(stream.head, mark));
      return true;
    },
    sendMark(name) {
      marks.add(name);
      if (stream) send(markFrame(stream.head, name));
    },
    clearAudio() {
      if (stream) send(`${stream.head}"event":"clear"}`);
    },
    hangUp() {
      hangingUp ??= hangUp();
      return hangingUp;
    },
    release() {
      released = true;
      closeStream();
    },
  };

  return {
    carrier,
    attach(socket, streamSid) {
      const head = `{"streamSid":${asciiJson(streamSid)},`;
      stream = { socket, head, soundHead: ownBytes(`${head}"event":"media","media":{"payload":"`) };
    },
    detach() {
      stream = null;
    },
    takeMarks() {
      const names = [...marks];
      marks.clear();
      return names;
    },
    returnMark: (name) => marks.delete(name),
    redirect,
    redirectedTo: () => redirecting?.twiml ?? null,
    async streamEnded() {
      if (!redirecting) return true;
      redirecting.isStreamOver = true;
      return !(await redirecting.done);
    },
    letGo() {
      if (hangingUp) return 'hung_up';
      if (redirecting) return 'redirected';
      return released ? 'released' : null;
    },
  };
}

function codeOf(err: unknown): number | null {
  return err instanceof Error && 'code' in err && typeof err.code === 'number' ? err.code : null;
}

function markFrame(head: string, name: string): string {
  return `${head}"event":"mark","mark":{"name":${asciiJson(name)}}}`;
}
