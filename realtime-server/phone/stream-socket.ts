import type { Clock } from '@/lib/platform/clock';
import { watchLife } from '@/lib/websocket/watch-life';
import type { Payload } from '../ports/carrier';
import { cutSound, soundTail } from './cut-sound';
import type { PoliteSocket } from './polite-socket';
import { readStreamFrame, type StreamFrame } from './stream-frames';

export type StreamStart = Extract<StreamFrame, { kind: 'start' }>;

/** Where an accepted stream's frames go. */
export type StreamEnd = {
  audio(payload: Payload, sentAtMs?: number): void;
  mark(name: string): void;
  digit(digit: string): void;
  /** Once, whatever closed it. `stopped` is the carrier's own word that the stream is over. */
  closed(stopped: boolean): void;
};

type Deps = {
  /** Null refuses the stream. */
  accept(start: StreamStart, socket: PoliteSocket): Promise<StreamEnd | null>;
  /** The socket is not a stranger any more, or is gone. */
  settled(): void;
  refused(why: string): void;
  clock: Clock;
};

const startWithinMs = 5_000;
const maxAudioWaiting = 250;
const framesPerSecond = 200;
/** What a frame takes of what time gives, in whole numbers: fractions would cost memory of their own with every frame. */
const frameCost = 1000;
const mostSaved = 2_000 * frameCost;
const life = { everyMs: 20_000, mostSilentChecks: 3 };

type State =
  | { is: 'fresh' }
  | { is: 'checking'; streamSid: string; audio: Payload[]; stopped: boolean }
  | { is: 'live'; streamSid: string; tail: Buffer; end: StreamEnd }
  | { is: 'closed' };

/** One socket from its first byte to its last: connected, start within time, a ticket, then frames of that one stream. */
export function serveStream(socket: PoliteSocket, { accept, settled, refused, clock }: Deps): void {
  let state: State = { is: 'fresh' };
  let stopped = false;
  const budget = makeBudget(clock);
  const cancelDeadline = clock.setTimeout(() => close('no start in time'), startWithinMs);
  const cancelChecks = watchLife(socket, { ...life, clock, onDead: () => socket.terminate() });

  socket.read({ onText: onMessage, onBinary: () => onMessage(null), takeBytes: takeSound });
  socket.on('error', (error) => refused(error.message));
  socket.on('close', onClose);

  function close(why: string): void {
    if (state.is === 'closed') return;
    refused(why);
    socket.close(1008, 'Refused.');
  }

  /** Most of what comes: it takes the short way. */
  function takeSound(bytes: Buffer, from: number, to: number): boolean {
    if (state.is !== 'live') return false;
    const sound = cutSound(bytes, from, to, state.tail);
    if (!sound) return false;
    if (mayCome()) state.end.audio(sound.payload, sound.sentAtMs);
    return true;
  }

  function onMessage(text: string | null): void {
    if (!mayCome()) return;
    const frame = text === null ? null : readStreamFrame(text);
    if (!frame || !onFrame(frame)) close('a frame that is malformed or out of order');
  }

  function mayCome(): boolean {
    if (socket.readyState !== socket.OPEN) return false;
    const isWithin = budget();
    if (!isWithin) close('too many frames');
    return isWithin;
  }

  function onFrame(frame: StreamFrame): boolean {
    if (frame.kind === 'other') return true;
    if (frame.kind === 'connected') return state.is === 'fresh';
    if (frame.kind === 'start') {
      if (state.is !== 'fresh') return false;
      void check(frame);
      return true;
    }
    if (state.is === 'checking' && frame.streamSid === state.streamSid) return whileChecking(state, frame);
    return state.is === 'live' && frame.streamSid === state.streamSid && whileLive(state.end, frame);
  }

  function whileChecking(checking: State & { is: 'checking' }, frame: StreamFrame): boolean {
    if (frame.kind === 'media' && checking.audio.length < maxAudioWaiting) checking.audio.push(frame.payload);
    if (frame.kind === 'stop') checking.stopped = true;
    return true;
  }

  function whileLive(end: StreamEnd, frame: StreamFrame): boolean {
    if (frame.kind === 'media') end.audio(frame.payload, frame.sentAtMs);
    if (frame.kind === 'mark') end.mark(frame.name);
    if (frame.kind === 'digit') end.digit(frame.digit);
    if (frame.kind === 'stop') {
      stopped = true;
      socket.close(1000);
    }
    return true;
  }

  async function check(start: StreamStart): Promise<void> {
    cancelDeadline();
    const checking: State & { is: 'checking' } = {
      is: 'checking',
      streamSid: start.streamSid,
      audio: [],
      stopped: false,
    };
    state = checking;
    const end = await accept(start, socket).catch(() => null);
    if (!end) return close('no good ticket');

    settled();
    if (socket.readyState !== socket.OPEN) return end.closed(checking.stopped);
    state = { is: 'live', streamSid: start.streamSid, tail: soundTail(start.streamSid), end };
    for (const payload of checking.audio) end.audio(payload);
    if (checking.stopped) whileLive(end, { kind: 'stop', streamSid: start.streamSid });
  }

  function onClose(): void {
    cancelDeadline();
    cancelChecks();
    const last = state;
    state = { is: 'closed' };
    if (last.is !== 'checking') settled();
    if (last.is === 'live') last.end.closed(stopped);
  }
}

/** False once frames come faster than any caller's network can catch up. */
function makeBudget(clock: Clock): () => boolean {
  let left = mostSaved;
  let lastMs = Math.floor(clock.monotonicMs());
  return () => {
    const nowMs = Math.floor(clock.monotonicMs());
    left = Math.min(mostSaved, left + (nowMs - lastMs) * framesPerSecond) - frameCost;
    lastMs = nowMs;
    return left >= 0;
  };
}
