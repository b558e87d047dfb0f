import type { RawData, WebSocket } from 'ws';
import { type BrowserCallUp, type BrowserSound, browserCallUpSchema } from '@/lib/contracts/browser-call';
import type { Turn } from '@/lib/contracts/call';
import type { CancelTimer, Clock } from '@/lib/platform/clock';
import { sha256 } from '@/lib/platform/crypto';
import type { Log } from '@/lib/platform/log';
import type { Admission } from '../ports/admission';
import type { CallSetup } from '../ports/call-setup';
import { asPayload, type Carrier } from '../ports/carrier';
import type { LiveCall } from '../ports/live-call';
import { makeBrowserCarrier, sendDown } from './browser-carrier';

const startWithinMs = 5_000;
const longestCallMs = 5 * 60_000;
const hangUpWithinMs = 3_000;
const maxMessagesPerSecond = 200;

type Deps = {
  admission: Pick<Admission, 'spend' | 'setUpFrom'>;
  /** `onEnded` gives the reason once the call's record is safe. */
  start(setup: CallSetup, carrier: Carrier, onEnded: (reason: string) => void): LiveCall;
  /** The socket is not a stranger any more, or is gone. */
  settled(): void;
  clock: Clock;
  log: Log;
};

/** One test call from the portal, through the same session as a phone call. */
export function serveBrowserCall(socket: WebSocket, { admission, start, settled, clock, log }: Deps): void {
  let state: 'fresh' | 'checking' | 'live' = 'fresh';
  let live: LiveCall | null = null;
  let sound: BrowserSound = 'wide';
  let messages = 0;
  const timers: CancelTimer[] = [
    clock.setTimeout(() => state === 'fresh' && refuse(), startWithinMs),
    clock.setInterval(() => {
      messages = 0;
    }, 1_000),
  ];

  socket.on('message', onMessage);
  socket.on('error', (err) => log.info({ err }, 'A browser socket failed'));
  socket.on('close', () => {
    for (const cancel of timers) cancel();
    settled();
    live?.onClosed('caller_hung_up');
  });

  function refuse(): void {
    socket.close(1008, 'Refused.');
  }

  function onMessage(data: RawData, isBinary: boolean): void {
    messages += 1;
    const good = messages <= maxMessagesPerSecond && (isBinary ? takeAudio(data) : takeMessage(data.toString()));
    if (!good) refuse();
  }

  function takeAudio(data: RawData): boolean {
    if (!Buffer.isBuffer(data) || data.length === 0 || state === 'fresh') return false;
    if (sound === 'wide' && data.length % 2 !== 0) return false;
    live?.onAudio(asPayload(data));
    return true;
  }

  function takeMessage(text: string): boolean {
    const message = parseUp(text);
    if (!message) return false;
    if (message.type !== 'start') {
      if (live) pass(live, message);
      return live !== null;
    }
    if (state !== 'fresh') return false;
    state = 'checking';
    check(message.ticket).catch((err) => {
      log.error({ err }, 'A browser call could not be started');
      refuse();
    });
    return true;
  }

  async function check(ticket: string): Promise<void> {
    const spent = await admission.spend(sha256(ticket), null);
    if (!spent) return refuse();
    const setup = await admission.setUpFrom(spent, null);
    if (socket.readyState !== socket.OPEN) return;

    settled();
    state = 'live';
    sound = spent.browserSound ?? 'wide';
    const call = start(setup, makeBrowserCarrier(socket, sound, closeSoon), (reason) => {
      sendDown(socket, { type: 'ended', reason });
      socket.close(1000);
    });
    live = call;
    sendDown(socket, { type: 'ready', callId: setup.callId, sound });
    call.onTurn((turn) => sendTurn(socket, turn));
    timers.push(clock.setTimeout(() => void call.end('max_duration'), longestCallMs));
  }

  // The record is made safe first, and its reason told; this is for a record that takes too long.
  function closeSoon(): void {
    timers.push(clock.setTimeout(() => socket.close(1000), hangUpWithinMs));
  }
}

function pass(live: LiveCall, message: Exclude<BrowserCallUp, { type: 'start' }>): void {
  if (message.type === 'say') live.onText(message.text);
  if (message.type === 'played') live.onMark(message.mark);
  if (message.type === 'hang_up') live.onClosed('caller_hung_up');
}

function parseUp(text: string): BrowserCallUp | null {
  try {
    return browserCallUpSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function sendTurn(socket: WebSocket, turn: Turn): void {
  const { sequence, speaker, text, unheardText, startedMs, final } = turn;
  sendDown(socket, { type: 'turn', sequence, speaker, text, unheardText, startedMs, final });
}
